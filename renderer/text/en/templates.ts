import type { templates as ja } from '../ja/templates.ts';

export const templates: typeof ja = {
  open: 'Templates',
  title: 'Begin with a template',
  list: 'Templates',
  name: 'Name',
  subject: 'Subject',
  take: 'Use',
  takeOf: (name) => `Use ${name}`,
  taken: (name) => `"${name}" is in place.`,
  remove: 'Remove',
  removeOf: (name) => `Remove ${name}`,
  removed: (name) => `The template "${name}" was removed.`,
  none: 'There is no template. The present text can be saved as one below.',
  saveTitle: 'Keep the present text as a template',
  saveName: 'Name of the template',
  save: 'Save as a template',
  saved: (name) => `Saved as "${name}".`,
  replaces: 'There is a template of this name. Saving replaces it.',
};
