"""Paragraphs without a claim, in our own words: what most of a newspaper is about.

``{name}``, ``{place}`` and ``{number}`` are filled by turns, so that no two paragraphs are alike.
"""

from __future__ import annotations

NAMES = (
    *("Anna Lindqvist", "Marco Bellini", "Tomasz Wójcik", "Priya Raman", "Jonas Keller"),
    *("Claire Dumont", "Daniel Okafor", "Sofia Marques", "Henrik Solberg", "Mei Tanaka"),
    *("Lucía Herrera", "Peter Novak", "Ruth Abernathy", "Ivan Petrov", "Fatima Zahra"),
)
PLACES = (
    *("Lyon", "Gothenburg", "Porto", "Kraków", "Vancouver", "Osaka", "Melbourne", "Bologna"),
    *("Leeds", "Bergen", "Montevideo", "Cape Town", "Tallinn", "Zürich", "Santiago", "Austin"),
)
PARAGRAPHS = (
    (
        "The home side took the lead after {number} minutes through {name}, who turned in a low cross "
        "at the near post, but the visitors from {place} were level before the break. The second half "
        "was a quieter affair, with few chances at either end, and a draw was a fair result on a pitch "
        "that had been cleared of snow only an hour before the teams came out."
    ),
    (
        "{name} won the time trial by {number} seconds and now wears the yellow jersey on the road to "
        "{place}. The Dane, who rode here as a junior, had said all week that the flat course would "
        "suit him. His closest rival lost half a minute to a slipped chain on the final climb and "
        "called it the longest kilometre of the season."
    ),
    (
        "Rain will spread from the west overnight and reach {place} by dawn, with up to {number} "
        "millimetres in the hills. The afternoon looks brighter, although a cool wind will keep "
        "temperatures below the average for the season. Forecasters expect a dry weekend, with mist "
        "in the valleys at first and plenty of sunshine later on."
    ),
    (
        "The summer was among the three warmest in {place} since records began, the weather service "
        "said. On {number} days the thermometer climbed past thirty degrees. Farmers in the region "
        "brought in the barley early, and growers of apples hope that the cooler nights of September "
        "will still give the fruit its colour."
    ),
    (
        "Shares in the retailer rose by four per cent on Tuesday after it reported sales of {number} "
        "million euros for the quarter, more than analysts had expected. {name}, the chief executive, "
        "put the result down to a mild autumn and a new warehouse outside {place}. The company plans "
        "to pay a higher dividend next year."
    ),
    (
        "House prices in {place} rose for the sixth month in a row, figures from the land registry "
        "show. A flat with two bedrooms now costs {number} thousand more than a year ago. Mortgage "
        "rates have eased a little since the spring, yet first-time buyers still find it hard to save "
        "for a deposit, according to {name} of the tenants' association."
    ),
    (
        "The gallery in {place} opens its spring season with {number} drawings by {name}, many of "
        "them on view for the first time. Most are studies of hands and of windows, done in pencil on "
        "the backs of letters. The curators have hung them without labels, so that visitors look "
        "before they read; a small catalogue gives dates and owners."
    ),
    (
        "{name}'s new novel follows three sisters who inherit a lighthouse and cannot agree what to "
        "do with it. Over {number} pages very little happens, and that is its charm. The dialogue is "
        "dry and quick, the landscape around {place} is drawn with a sure hand, and the last chapter "
        "is as moving as anything she has written."
    ),
    (
        "Commuters in {place} face a month of delays while engineers renew the track between the main "
        "station and the airport. Buses will run every {number} minutes in place of trains, and "
        "tickets remain valid on the tram. The work is the largest on the line for a generation, and "
        "{name}, who manages the project, asked passengers for patience."
    ),
    (
        "Researchers at the university in {place} have found a simple way to make paper from the "
        "stalks of tomato plants. The sheets are a little brown but as strong as those from wood, "
        "{name} writes in a journal article. A pilot plant could turn {number} tonnes of waste a year "
        "into boxes for the same tomatoes."
    ),
    (
        "The council in {place} will vote next week on a plan to close the market square to cars at "
        "weekends. Shopkeepers are divided: some expect more visitors, while others worry about "
        "deliveries. A survey of {number} residents found a narrow majority in favour. {name}, who "
        "leads the group on the council, spoke of a trial until October."
    ),
    (
        "To make the soup, soften two onions in butter, add a kilo of carrots and {number} grams of "
        "red lentils, and cover with stock. {name}, who runs a small kitchen in {place}, stirs in the "
        "juice of an orange just before serving. It keeps for three days in the refrigerator and is "
        "better on the second."
    ),
    (
        "The orchestra of {place} ends its season with the symphony that it played at its very first "
        "concert {number} years ago. {name} conducts for the last time before she moves to the opera. "
        "Tickets for both evenings are gone, but the performance on Saturday will be shown on a screen "
        "in the park, with blankets for hire."
    ),
    (
        "Teachers in {place} say that classes of {number} pupils are too large for the new language "
        "course. The ministry has promised further posts but has not said when they will be filled. "
        "{name}, a head teacher for twenty years, would rather have a second classroom; two groups "
        "now share a gym that is cold in winter."
    ),
    (
        "The airline will fly from {place} to the islands twice a day from June, it announced on "
        "Thursday. A single fare starts at {number} euros. Hotels on the coast report that bookings "
        "are ahead of last year's, and {name}, who lets holiday homes, has raised prices for the first "
        "time since 2019."
    ),
    (
        "Fans queued round the block in {place} for the first showing of the film, a comedy about a "
        "village choir that wins a trip to New York by mistake. {name} plays the choirmaster with a "
        "straight face. Critics were kind, and the cinema has added {number} more screenings over the "
        "holidays to meet demand."
    ),
    (
        "A power cut left the eastern districts of {place} without light for {number} minutes on "
        "Monday evening. The network operator traced the fault to a switch in a substation. Lifts and "
        "traffic signals were affected, and {name}, a dentist, finished a filling by the lamp of her "
        "telephone. Supply was restored in stages before nine."
    ),
    (
        "The beavers that came back to the river near {place} five years ago now number {number}, the "
        "forestry office says. Their dams slow the water after heavy rain and have made new ponds for "
        "frogs and dragonflies. {name}, whose meadow is wetter than it was, has mixed feelings, but "
        "her grandchildren visit the lodge every Sunday."
    ),
    (
        "In the final set {name} saved {number} break points, two of them with second serves, and "
        "closed out the match with a backhand down the line. The crowd in {place} was on its feet. "
        "She meets the top seed in the semi-final on Friday, an opponent whom she has yet to beat on "
        "clay."
    ),
    (
        "The bank expects the economy to grow by a little over one per cent this year, slightly less "
        "than in its last forecast. Orders from abroad are weak, it said, while households spend more "
        "than in the spring. {name}, an economist in {place}, sees unemployment at its lowest for "
        "{number} years and wages rising faster than prices."
    ),
)
