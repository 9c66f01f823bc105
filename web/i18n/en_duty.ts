// English wording that the pages of the duty room share.
export const EN_DUTY = {
  'duty.label': 'Duty room',
  'duty.map': 'Map',
  'duty.operations': 'Board',
  'duty.alerts': 'Alerts',
  'duty.tasks': 'Tasks',
  'duty.hotspots': 'Hotspots',
  'duty.warning': 'Early warning',
  'duty.patrols': 'Patrols',
  'duty.zones': 'Safe zones',
  'duty.access': 'Access',
} as const;
