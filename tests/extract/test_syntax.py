from tests.extract import docs


def test_a():
    assert docs.make
