// English wording of drawing on a map.
export const EN_DRAW = {
  'draw.begin.Point': 'Click the map where it is.',
  'draw.begin.LineString': 'Click the map for each bend. Click the last point again, or press Enter, to end the line.',
  'draw.begin.Polygon':
    'Click the map for each corner. Click the last corner again, or press Enter, to close the shape.',
  'draw.change.Point': 'Drag the point to move it.',
  'draw.change.LineString': 'Drag a bend to move it, or the small dots between bends to add one.',
  'draw.change.Polygon': 'Drag a corner to move it, or the small dots between corners to add one.',
  'draw.undo': 'Undo',
  'draw.redo': 'Redo',
  'draw.anew': 'Draw anew',
  'draw.type': 'Type it instead',
  'draw.typeLabel.Point': 'Latitude, longitude',
  'draw.typeLabel.LineString': 'One bend a line: latitude, longitude',
  'draw.typeLabel.Polygon': 'One corner a line: latitude, longitude',
  'draw.badLine': 'Line {line} is no position. Write it like 11.8469, 13.1572.',
  'draw.few': 'It takes {least|one position|# positions} at least.',
  'draw.many': 'It takes {most|one position|# positions} at most.',
} as const;
