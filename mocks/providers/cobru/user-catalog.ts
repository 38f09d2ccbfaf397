/**
 * Trades of white-label users. The printed ids with shortened names; the parts of the category that the
 * registration example uses are made up.
 * Source: https://github.com/neeroai/docs-cobru, docs/export-spotlight/12-whitelabel.md, read 2026-11-20.
 */

export const CATEGORIES = [
  { id: 99, name: 'Actividades De Organizaciones Y Entidades Extraterritoriales.' },
  { id: 98, name: 'Actividades De Los Hogares Individuales Como Productores.' },
  { id: 97, name: 'Actividades De Los Hogares Individuales Como Empleadores.' },
  { id: 96, name: 'Otras Actividades De Servicios Personales.' },
  { id: 66, name: 'Actividades Auxiliares De Los Servicios Financieros.' },
]

export const SUBCATEGORIES = [
  { id: 556, category: 66, name: '6630 Actividades De Administración De Fondos.' },
  { id: 555, category: 66, name: '663 Actividades De Administración De Fondos.' },
  { id: 554, category: 66, name: '6629 Otras Actividades Auxiliares.' },
  { id: 745, category: 99, name: '9900 Actividades De Ensayo.' },
  { id: 744, category: 98, name: '9810 Actividades De Ensayo.' },
  { id: 743, category: 97, name: '9700 Actividades De Ensayo.' },
  { id: 742, category: 96, name: '9609 Actividades De Ensayo.' },
]
