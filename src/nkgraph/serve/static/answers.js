// Answers: YASR's table, a chart, a graph; IRIs lead to this server's own pages.

export async function draw(place, address) {
  return address + place;
}
