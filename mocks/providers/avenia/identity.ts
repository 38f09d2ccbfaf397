/**
 * Who an account or a sub-account is: its own data, and those of the level 1 that was approved.
 * Sources: https://integration-guide.avenia.io/docs/Avenia-Account-Management/aboutLogin, and the captured
 * answers of https://github.com/kiran290/AveniaKYBPOC, read 2026-11-30.
 */
import type { BaseContext } from '../../provider.ts'
import { NO_DATE } from './dates.ts'
import { findApproved, type Identity } from './kyc-state.ts'
import { mainOwner, type SubAccount } from './scope.ts'

/** What is shown before anything is known. */
const UNKNOWN: Identity = {
  countrySubdivisionTaxResidence: '',
  countryTaxResidence: '',
  fullName: '',
  birthdate: NO_DATE,
  taxId: '',
}

/** Assumed of whoever was identified on a hosted page or elsewhere: nothing of it reaches the sandbox. */
export function toUnseenIdentity(accountType: string, name: string): Identity {
  const isCompany = accountType === 'COMPANY'
  return {
    countrySubdivisionTaxResidence: 'BR-SP',
    countryTaxResidence: 'BRA',
    fullName: name,
    birthdate: isCompany ? NO_DATE : '1990-01-01T00:00:00Z',
    taxId: isCompany ? '00000000000191' : '00000000191',
  }
}

/** A person's, from the body of level 1. */
export function toPersonIdentity(body: Record<string, string>): Identity {
  return {
    countrySubdivisionTaxResidence:
      body.country === 'BRA' && /^[A-Z]{2}$/.test(body.state ?? '') ? `BR-${body.state}` : '',
    countryTaxResidence: body.countryOfTaxId ?? '',
    fullName: body.fullName ?? '',
    birthdate: `${body.dateOfBirth}T00:00:00Z`,
    taxId: body.taxIdNumber ?? '',
  }
}

/** A company's; its birthdate stays unknown. */
export function toCompanyIdentity(body: Record<string, string>): Identity {
  return {
    countrySubdivisionTaxResidence: body.countrySubdivisionTaxResidence ?? '',
    countryTaxResidence: body.countryTaxResidence ?? '',
    fullName: body.companyLegalName ?? '',
    birthdate: NO_DATE,
    taxId: body.taxIdentificationNumberTin ?? '',
  }
}

/** All nine fields of `accountInfo`; `sub` is undefined for the main account. */
export function toAccountInfo(context: BaseContext, sub: SubAccount | undefined) {
  const { name, fullName, taxId, accountInfoId } = context.account.fields
  const approved = findApproved(context, sub?.id ?? mainOwner(context), 'level-1')
  const own = { ...toUnseenIdentity('INDIVIDUAL', ''), fullName, taxId }
  const { countrySubdivisionTaxResidence, countryTaxResidence, ...person } =
    approved?.identity ?? (sub ? UNKNOWN : own)
  return {
    id: sub?.accountInfoId ?? accountInfoId,
    accountType: sub?.accountType ?? 'INDIVIDUAL',
    name: sub?.name ?? name,
    countrySubdivisionTaxResidence,
    countryTaxResidence,
    identityStatus: approved || !sub ? 'CONFIRMED' : 'NOT-IDENTIFIED',
    ...person,
  }
}
