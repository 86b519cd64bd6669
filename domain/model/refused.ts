/** The closed list of refusal codes. A code is never renamed; its text is at `refused.<code>` in the locale files. */
export const refusalCodes = [
  // vault
  'vault_exists',
  'vault_missing',
  'vault_in_use',
  'vault_locked',
  'vault_damaged',
  'vault_newer',
  'passphrase_wrong',
  'passphrase_wait',
  'passphrase_weak',
  'backup_failed',
  'backup_not_a_vault',
  'disk_full',
  'file_unreadable',
  'file_unwritable',
  'target_in_vault',
  'file_changed',
  'file_exists',
  // case and log
  'case_missing',
  'log_broken',
  'log_stale_base',
  'entity_missing',
  'value_not_canonical',
  'tax_id_invalid',
  'period_invalid',
  'field_missing',
  'field_invalid',
  // import
  'file_empty',
  'file_header_only',
  'file_not_text',
  'file_nul_bytes',
  'file_unclosed_quote',
  'file_record_too_long',
  'file_undecodable',
  'file_mixed_encoding',
  'file_duplicate_headers',
  'file_headers_unknown',
  'file_already_imported',
  'file_reader_failed',
  'file_xml_doctype',
  'file_xml_encoding',
  'file_xml_entity',
  'file_xml_malformed',
  'file_xml_other',
  'file_xml_prefix',
  'file_xml_too_deep',
  'file_xml_too_large',
  'file_xml_truncated',
  'file_damaged',
  'file_doctype',
  'file_encrypted',
  'file_expands',
  'file_kind_unsupported',
  'file_no_table',
  'file_too_deep',
  'file_too_large',
  'format_unknown',
  'profile_invalid',
  'profile_name_taken',
  'encoding_unknown',
  'import_interrupted',
  'import_in_use',
  'import_differs',
  'books_differ',
  'imports_not_comparable',
  // recognising text, PDF
  'ocr_kind_unsupported',
  'ocr_model_invalid',
  'ocr_model_missing',
  'pdf_no_text',
  'pdf_template_invalid',
  // rows
  'table_unknown',
  'column_unknown',
  'filter_invalid',
  'grouping_invalid',
  'row_missing',
  'value_invalid',
  'view_gone',
  // tests, findings, assessment
  'test_unknown',
  'test_parameter_invalid',
  'test_needs_data',
  'run_missing',
  'hit_missing',
  'finding_missing',
  'finding_lead_only',
  'correction_invalid',
  'rate_missing',
  'rate_expression_invalid',
  'amount_above_rest',
  'amount_out_of_range',
  'risk_model_invalid',
  'sample_impossible',
  'sample_invalid',
  'pack_missing',
  'pack_invalid',
  // evidence
  'evidence_in_use',
  'photo_policy_unanswered',
  'picture_unreadable',
  'second_person_needed',
  'transcript_in_books',
  'transcripts_none',
  'transcripts_unchecked',
  // report, signature, verification
  'report_empty',
  'report_restricted_row',
  'report_text_unprintable',
  'signing_key_missing',
  'signing_failed',
  'pdf_unreadable',
  'trust_unreadable',
  // running
  'cancelled',
  'backend_gone',
  'job_missing',
  'call_unknown',
  'input_invalid',
  'usage',
  'internal',
] as const;

export type RefusalCode = (typeof refusalCodes)[number];

/** What is put into the message: counts as numbers, everything else as text. */
export type RefusalArgs = Readonly<Record<string, string | number>>;

/**
 * An expected failure. The screen and the command line show `refused.<code>` with the arguments in the user's language.
 * @param at the thing that was refused (file name, case number, field), never a secret
 */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly at: string;
  readonly args: RefusalArgs;

  constructor(what: { readonly code: RefusalCode; readonly at?: string; readonly args?: RefusalArgs }) {
    super(what.code);
    this.name = 'Refused';
    this.code = what.code;
    this.at = what.at ?? '';
    this.args = what.args ?? {};
  }
}

export const isRefusalCode = (text: string): text is RefusalCode => (refusalCodes as readonly string[]).includes(text);
