#pragma once

#include <string_view>

#include "runtime/buffer.h"
#include "runtime/str.h"

// Encoding and decoding text (library reference, "codecs").
//
// The Unicode encodings, Latin-1 and ASCII are written in C++ and are reached without the registry
// when their usual names are used; every other name goes through the search functions that
// codecs.register() was given. Error handlers work on runs of characters or bytes: the usual ones
// are built in, others are looked up by name among those registered with codecs.register_error()
// and are called with a UnicodeEncodeError or UnicodeDecodeError.

namespace pyro {

// object.decode(encoding, errors) and str(object, encoding, errors); null: 'utf-8', 'strict'. A
// str.
RawObject decode(Thread* thread, const Object& object, const char* encoding, const char* errors);
// str.encode(encoding, errors); bytes.
RawObject encode(Thread* thread, const Object& str, const char* encoding, const char* errors);

RawObject decode_utf8(Thread* thread, const Object& object, const char* errors);
// The UTF-8 form of a str. False: UnicodeEncodeError for lone surrogates.
[[nodiscard]] bool utf8_text_of(Thread* thread, const Object& str, std::string* result);
// And for what is a C string in CPython, such as the names of encodings and error handlers:
// ValueError "embedded null character" as well.
[[nodiscard]] bool c_string_of(Thread* thread, const Object& str, std::string* result);

// The file system encoding: UTF-8 with surrogateescape.
RawObject decode_file_name(Thread* thread, std::string_view name);
// False with an exception pending: UnicodeEncodeError, or ValueError "embedded null byte".
[[nodiscard]] bool encode_file_name(Thread* thread, const Object& str, std::string* name);

}  // namespace pyro
