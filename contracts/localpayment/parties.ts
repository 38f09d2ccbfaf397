/** Who pays and is paid. Nobody real: the documents' own samples and names of ours. */

export const COMPANY = {
  type: 'COMPANY',
  name: 'TechColombia SAS',
  document: { type: 'NIT', id: '901275418-3' },
}

/** Its check digit should be 3. */
export const WRONG_COMPANY = { ...COMPANY, document: { type: 'NIT', id: '901275418-4' } }

export const PERSON = {
  type: 'INDIVIDUAL',
  name: 'Camila',
  lastName: 'Ensayo',
  document: { type: 'CC', id: '1088338888' },
}

export const STRANGER = {
  type: 'INDIVIDUAL',
  name: 'Rosa',
  lastName: 'Ensayo',
  document: { type: 'CC', id: '1020304050' },
}
