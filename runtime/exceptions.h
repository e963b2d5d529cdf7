#pragma once

#include "runtime/errors.h"

// Making exception instances: what raise(), `raise` statements and the exception types' own methods
// share.
//
// An instance carries its arguments, traceback, context, cause and the suppress flag in declared
// fields (kind BaseException and below). Fields that Python code has not set are None; a field
// whose attribute may be missing altogether (an OSError's filename) is Unbound.

namespace pyro {

// An instance of `type`, an exception type, with these arguments; no __init__ runs.
RawObject allocate_exception(Thread* thread, const Object& type, const Object& args);

// Is the type object one that derives from BaseException?
bool is_exception_type_NoGC(RawObject type);

// Leaves `exception` pending, with the exception that the running code handles as its implicit
// context (language reference 7.8). Returns Error.
RawObject raise_instance(Thread* thread, const BaseException& exception);

// Links exception.__context__ = context and cuts the link that would close a circle.
void set_exception_context_NoGC(RawBaseException exception, RawObject context);

// The class that PEP 3151 gives for an errno value; OSError if none.
Exc os_error_class(word error_number);

// The __dict__ of an exception if it holds anything, else Unbound (without making one).
RawObject exception_attributes(Thread* thread, const Object& exception);

// TypeError "X() takes no keyword arguments", X being the class of `exception`, if the dict is not
// empty.
[[nodiscard]] bool check_no_keywords(Thread* thread, const Object& type, RawObject keywords);

// str(exception) of BaseException itself: nothing, the only argument, or the tuple of them.
RawObject base_exception_text(Thread* thread, const Object& exception);

// The system's text for an errno value, as a str.
RawObject error_number_text(Thread* thread, int error_number);

}  // namespace pyro
