#pragma once

#include <string>

#include "runtime/thread.h"

// Printing exceptions as the interactive interpreter and sys.excepthook show them (3.11 format):
// traceback with source lines and the ^^^^ and ~~~~ marks of PEP 657, chained exceptions, notes,
// exception groups, repeated frames folded, the form of SyntaxError with its caret, and "Did you
// mean" suggestions.

namespace pyro {

// The text, as print_exception() writes it. Errors while it is made (in __str__, in opening source
// files) are shown in the text or dropped; nothing is pending afterwards.
std::string format_exception_text(Thread* thread, const Object& exception);
// Writes the text to a Python stream, or to the process's standard error if `stream` is None.
void print_exception(Thread* thread, const Object& exception, const Object& stream);
// Only the frames: "Traceback (most recent call last):" and so on.
std::string format_traceback_text(Thread* thread, const Object& traceback);
// Writes UTF-8 text to a stream object with a write() method, or to standard error.
void write_text(Thread* thread, const Object& stream, const std::string& utf8);

}  // namespace pyro
