#pragma once

#include <expat.h>

#include <cstddef>

namespace pyro::abi3 {

// The capsule pyexpat.expat_CAPI: the functions of this expat, for CPython's _elementtree, which
// checks the text and the size before it reads them.

constexpr char kExpatCapsuleName[] = "pyexpat.expat_CAPI";
constexpr char kExpatTableVersion[] = "pyexpat.expat_CAPI 1.1";

struct ExpatTable {
  const char* version;
  int size;
  int expat_version[3];
  decltype(&XML_ErrorString) error_string;
  decltype(&XML_GetErrorCode) get_error_code;
  decltype(&XML_GetErrorColumnNumber) get_error_column_number;
  decltype(&XML_GetErrorLineNumber) get_error_line_number;
  decltype(&XML_Parse) parse;
  decltype(&XML_ParserCreate_MM) create_parser;
  decltype(&XML_ParserFree) free_parser;
  decltype(&XML_SetCharacterDataHandler) set_character_data_handler;
  decltype(&XML_SetCommentHandler) set_comment_handler;
  decltype(&XML_SetDefaultHandlerExpand) set_default_handler_expand;
  decltype(&XML_SetElementHandler) set_element_handler;
  decltype(&XML_SetNamespaceDeclHandler) set_namespace_handler;
  decltype(&XML_SetProcessingInstructionHandler) set_processing_instruction_handler;
  decltype(&XML_SetUnknownEncodingHandler) set_unknown_encoding_handler;
  decltype(&XML_SetUserData) set_user_data;
  decltype(&XML_SetStartDoctypeDeclHandler) set_start_doctype_handler;
  decltype(&XML_SetEncoding) set_encoding;
  int (*default_unknown_encoding_handler)(void*, const XML_Char*, XML_Encoding*);
  decltype(&XML_SetHashSalt) set_hash_salt;
};
static_assert(offsetof(ExpatTable, error_string) == 24 && sizeof(ExpatTable) == 24 + 19 * 8);

}  // namespace pyro::abi3
