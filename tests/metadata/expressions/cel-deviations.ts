/**
 * Where the language departs from CEL on purpose: one sentence for each reason, and the cases, called `file/section` and their
 * names, as the conformance suite calls them. The test holds the list to the letter: it can neither be too short nor too long.
 */
export interface Deviation { readonly about: string; readonly reason: string; readonly cases: Readonly<Record<string, string>> }
export const deviations: readonly Deviation[] = [
  {
    about: 'bytes', reason: 'There are no bytes: a business record has texts and files.',
    cases: {
      'basic/self_eval_zeroish': 'self_eval_bytes_empty',
      'basic/self_eval_nonzeroish': 'self_eval_bytes_escape self_eval_bytes_invalid_utf8',
      'comparisons/eq_literal': 'eq_bytes not_eq_bytes not_eq_dyn_bytes_null',
      'comparisons/ne_literal': 'ne_bytes not_ne_bytes',
      'comparisons/lt_literal': 'lt_bytes not_lt_bytes_same not_lt_bytes_width',
      'comparisons/gt_literal': 'gt_bytes_one gt_bytes_one_to_empty not_gt_bytes_sorting',
      'comparisons/lte_literal': 'lte_bytes_empty not_lte_bytes_length',
      'comparisons/gte_literal': 'gte_bytes_to_empty not_gte_bytes_empty_to_nonempty gte_bytes_samelength',
      'comparisons/in_list_literal': 'elem_in_mixed_type_list_cross_type',
      'comparisons/in_map_literal': 'key_in_mixed_key_type_map_cross_type',
      'comparisons/bound': 'bytes_gt_left_false',
      'conversions/bytes': 'string_empty string string_unicode string_unicode_vs_literal',
      'conversions/string': 'bytes bytes_unicode',
      'conversions/type': 'bytes bytes_denotation',
      'conversions/identity': 'bytes',
      'fields/map_fields': 'map_bad_key_type_or_true map_bad_key_type_and_false map_value_bytes',
      'parse/bytes_literals': 'single_quoted double_quoted triple_single_quoted triple_double_quoted single_quoted_escaped_punctuation double_quoted_escaped_punctuation triple_single_quoted_escaped_punctuation triple_double_quoted_escaped_punctuation triple_single_quoted_unescaped_punctuation triple_double_quoted_unescaped_punctuation single_quoted_escaped_special_control_characters double_quoted_escaped_special_control_characters single_quoted_unescaped_special_control_characters double_quoted_unescaped_special_control_characters triple_single_quoted_escaped_special_control_characters triple_double_quoted_escaped_special_control_characters triple_single_quoted_unescaped_special_control_characters triple_double_quoted_unescaped_special_control_characters single_quoted_escaped_line_feed double_quoted_escaped_line_feed triple_single_quoted_escaped_line_feed triple_double_quoted_escaped_line_feed triple_single_quoted_unescaped_line_feed triple_double_quoted_unescaped_line_feed single_quoted_escaped_carriage_return double_quoted_escaped_carriage_return triple_single_quoted_escaped_carriage_return triple_double_quoted_escaped_carriage_return single_quoted_escaped_windows_line_end double_quoted_escaped_windows_line_end triple_single_quoted_escaped_windows_line_end triple_double_quoted_escaped_windows_line_end single_quoted_escaped_all_control_characters double_quoted_escaped_all_control_characters single_quoted_unescaped_all_control_characters double_quoted_unescaped_all_control_characters triple_single_quoted_escaped_all_control_characters triple_double_quoted_escaped_all_control_characters triple_single_quoted_unescaped_all_control_characters triple_double_quoted_unescaped_all_control_characters single_quoted_octal_escapes double_quoted_octal_escapes triple_single_quoted_octal_escapes triple_double_quoted_octal_escapes single_quoted_lower_x_escapes double_quoted_lower_x_escapes triple_single_quoted_lower_x_escapes triple_double_quoted_lower_x_escapes single_quoted_upper_x_escapes double_quoted_upper_x_escapes triple_single_quoted_upper_x_escapes triple_double_quoted_upper_x_escapes mixed_case_hex_single_quoted_escapes mixed_case_hex_double_quoted_escapes mixed_case_hex_triple_single_quoted_escapes mixed_case_hex_triple_double_quoted_escapes raw_single_quoted_escapes raw_double_quoted_escapes raw_triple_single_quoted_escapes raw_triple_double_quoted_escapes upper_raw_single_quoted_escapes upper_raw_double_quoted_escapes upper_raw_triple_single_quoted_escapes upper_raw_triple_double_quoted_escapes',
      'string/size': 'bytes_empty bytes',
      'string/bytes_concat': 'concat left_unit right_unit empty_empty',
    },
  },
  {
    about: 'maps', reason: 'There are no maps: what has named parts is a record, whose fields are known to the model.',
    cases: {
      'basic/self_eval_zeroish': 'self_eval_empty_map',
      'basic/self_eval_nonzeroish': 'self_eval_map_singleitem',
      'comparisons/eq_literal': 'eq_map_empty eq_map_null not_eq_map_null eq_map_onekey eq_map_double_value eq_map_mixed_type_numbers not_eq_map_value not_eq_map_extra_key eq_map_key_order not_eq_map_key_casing not_eq_map_false_vs_types eq_map_value_mixed_types not_eq_dyn_map_null not_eq_map_value_null',
      'comparisons/ne_literal': 'ne_map_by_value ne_map_by_key not_ne_map_int_to_float not_ne_map_key_order',
      'comparisons/in_map_literal': 'key_not_in_empty_map key_in_map key_not_in_map key_in_mixed_key_type_map',
      'comparisons/bound': 'map_ne_right_false',
      'conversions/type': 'map map_monomorphic',
      'fields/map_fields': 'map_key_int64 map_key_uint64 map_key_string map_key_bool map_key_mixed_type map_key_mixed_numbers_double_key map_key_mixed_numbers_uint_key map_key_mixed_numbers_int_key map_no_such_key_or_true map_no_such_key_and_false map_value_null map_value_bool map_value_string map_value_float map_value_uint64 map_value_int64 map_value_list map_value_map map_value_mix_type',
      'fields/map_has': 'has has_not has_empty',
      'fields/quoted_map_fields': 'field_access_slash field_access_dash field_access_dot has_field_slash has_field_dash has_field_dot',
      'fields/in': 'empty singleton present absent mixed_numbers_and_keys_present mixed_numbers_and_keys_absent',
      'lists/size': 'map_empty map',
      'macros/exists': 'map_key not_map_key map_key_type_shortcircuit map_key_type_exhaustive',
      'macros/all': 'map_key',
      'macros/exists_one': 'map_one',
      'macros/map': 'map_extract_keys',
      'macros/filter': 'map_filter_keys',
      'parse/nest': 'map_literal',
      'parse/repeat': 'map_literal',
      'parse/selectors': 'as break const continue else for function if import let loop package namespace return var void while',
      'plumbing/eval_results': 'eval_map_results',
    },
  },
  {
    about: 'types as values', reason: 'A type is no value: every type is known when the text is checked, so there is nothing to ask for at run time.',
    cases: {
      'conversions/dyn': 'dyn_heterogeneous_list',
      'conversions/type': 'bool bool_denotation int int_denotation eq_same uint uint_denotation double double_denotation null_type null_type_denotation string string_denotation list list_denotation lists_monomorphic map_denotation eq_diff neq_same neq_diff meta type type_denotation type_type',
      'timestamps/timestamp_conversions': 'toType_timestamp type_comparison',
      'timestamps/duration_conversions': 'toType_duration type_comparison',
    },
  },
  {
    about: 'regular expressions', reason: 'There is no matches(): the engines of browser, server and database would not agree on every pattern, and a bad one can take for ever.',
    cases: {
      'string/matches': 'basic empty_target empty_arg empty_empty re_concat re_alt re_rep unicode unicode_smp',
    },
  },
  {
    about: 'time zones', reason: 'Parts of a date with time are read in UTC: a named zone would make the value depend on the zone tables of each machine.',
    cases: {
      'timestamps/timestamp_selectors_tz': 'getDate getDayOfMonth_name_pos getDayOfMonth_numerical_pos getDayOfMonth_numerical_neg getDayOfMonth_name_neg getDayOfWeek getDayOfYear getFullYear getHours getMinutes getMonth getSeconds',
    },
  },
  {
    about: 'unknown names', reason: 'A name or function that does not exist is refused when the text is checked, also where its value could not matter.',
    cases: {
      'basic/variables': 'unbound_is_runtime_error',
      'basic/functions': 'unbound_is_runtime_error',
      'fields/map_fields': 'map_field_select_no_such_key_or_true map_field_select_no_such_key_and_false',
      'parse/receiver_function_names': 'as break const continue else for function if import let loop package namespace return var void while',
    },
  },
  {
    about: 'U+0000', reason: 'A text cannot hold U+0000: the database cannot store it.',
    cases: {
      'parse/string_literals': 'single_quoted_octal_escapes double_quoted_octal_escapes triple_single_quoted_octal_escapes triple_double_quoted_octal_escapes single_quoted_lower_x_escapes double_quoted_lower_x_escapes triple_single_quoted_lower_x_escapes triple_double_quoted_lower_x_escapes single_quoted_upper_x_escapes double_quoted_upper_x_escapes triple_single_quoted_upper_x_escapes triple_double_quoted_upper_x_escapes single_quoted_lower_u_escapes double_quoted_lower_u_escapes triple_single_quoted_lower_u_escapes triple_double_quoted_lower_u_escapes single_quoted_upper_u_escapes double_quoted_upper_u_escapes triple_single_quoted_upper_u_escapes triple_double_quoted_upper_u_escapes',
    },
  },
  {
    about: 'conditions', reason: 'Any value may be a condition, so a text or a number after and, or, not is no error.',
    cases: {
      'logic/AND': 'no_overload',
      'logic/OR': 'no_overload',
      'logic/NOT': 'no_overload',
    },
  },
  {
    about: 'errors', reason: 'Nothing fails while it is evaluated: a division by zero or an index outside the list is null, which in a condition does not hold.',
    cases: {
      'comparisons/eq_literal': 'not_eq_double_nan not_eq_int_double_nan not_eq_uint_double_nan',
      'comparisons/ne_literal': 'not_ne_double_nan not_ne_int_double_nan not_ne_uint_double_nan ne_double_nan',
      'fp_math/fp_math': 'divide_zero',
      'lists/index': 'index_out_of_bounds_or_false index_out_of_bounds_and_true',
      'logic/conditional': 'error_case',
      'macros/exists': 'list_elem_exists_error',
      'macros/all': 'list_elem_error_exhaustive',
      'macros/exists_one': 'list_no_shortcircuit',
      'macros/map': 'list_error',
      'macros/filter': 'list_no_shortcircuit',
    },
  },
  {
    about: 'mixed types', reason: 'The items of a list and the two sides of a comparison or choice have one type, and an index is a number; anything else is refused when the text is checked.',
    cases: {
      'comparisons/eq_literal': 'not_eq_list_length not_eq_list_false_vs_types',
      'comparisons/in_list_literal': 'elem_in_mixed_type_list',
      'lists/index': 'bad_index_type_or_true bad_index_type_and_false',
      'logic/conditional': 'mixed_type',
      'macros/exists': 'list_elem_type_shortcircuit list_elem_type_exhaustive',
      'macros/all': 'list_elem_type_shortcircuit',
      'plumbing/check_inputs': 'skip_check',
    },
  },
  {
    about: 'durations', reason: 'A duration is an exact number of seconds without bounds, and so is its text.',
    cases: {
      'timestamps/duration_conversions': 'toString_duration',
      'timestamps/timestamp_range': 'sub_time_duration_over sub_time_duration_under',
      'timestamps/duration_range': 'from_string_under from_string_over add_under add_over sub_under sub_over',
    },
  },
  {
    about: 'instants', reason: 'A date with time is exact to the millisecond, which its text always shows, and is read with six decimals at most.',
    cases: {
      'timestamps/timestamp_conversions': 'toString_timestamp toString_timestamp_nanos',
      'timestamps/timestamp_selectors': 'getMilliseconds',
      'timestamps/timestamp_arithmetic': 'add_time_to_duration_nanos_negative add_time_to_duration_nanos_positive',
      'timestamps/timestamp_range': 'add_duration_nanos_under',
    },
  },
  {
    about: 'numbers', reason: 'Numbers are exact decimals of one type without bounds: nothing overflows or loses digits, % and - go with all of them.',
    cases: {
      'comparisons/lt_literal': 'not_lt_dyn_int_big_lossy_double not_lt_dyn_small_double_int',
      'comparisons/gt_literal': 'not_gt_dyn_int_small_lossy_double not_gt_dyn_big_double_int',
      'comparisons/lte_literal': 'lte_dyn_int_small_lossy_double lte_dyn_big_double_int',
      'comparisons/gte_literal': 'gte_dyn_int_big_lossy_double gte_dyn_small_double_int',
      'conversions/int': 'uint_range double_big_precision double_int_max_range double_int_min_range double_range',
      'conversions/uint': 'double_big_precision double_uint_max_range double_range_beyond_uint',
      'fp_math/fp_math': 'mod_not_support fp_overflow_positive fp_overflow_negative fp_underflow',
      'integer_math/int64_math': 'unary_minus_no_overload int64_overflow_positive int64_overflow_negative int64_overflow_add_negative int64_overflow_sub_positive int64_min_negate int64_min_negate_mul int64_min_negate_div int64_overflow_mul_positive int64_overflow_mul_negative uint64_overflow_positive uint64_overflow_negative uint64_overflow_mul_positive',
      'integer_math/uint64_math': 'negative_no_overload',
    },
  },
  {
    about: 'number form', reason: 'A number begins with a digit.',
    cases: {
      'comparisons/gt_literal': 'not_gt_double',
    },
  },
]
