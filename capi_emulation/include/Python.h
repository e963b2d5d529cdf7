#pragma once

// The limited C API of Python 3.11, as an extension module sees it.
//
// A module that includes this header and keeps to what is declared here becomes one binary for
// every interpreter that has the stable ABI: it can be built with these headers and loaded by
// CPython 3.11 or later, or be built with CPython's headers (Py_LIMITED_API) and loaded by pyro.
// tests/capi/compare_headers.py compiles one source with both sets and compares the type of every
// function, the layout of every structure, the value of every constant, and the machine code of
// every macro and inline function.
//
// What is compiled into a module, and so can never change:
//
//   - the first three words of an object: reference count, type, and, for objects of variable size,
//     their number of items. Everything behind them is the interpreter's, or, for instances of the
//     module's own types, the module's;
//   - the structures that describe modules, types, functions, attributes and buffers;
//   - the numbers of type slots, flags and operators;
//   - the addresses of None, the booleans, the built-in types and the exceptions, which are symbols
//     of the program that loads the module.
//
// Everything else is a function call.
//
// References. A function that returns PyObject* gives a new reference unless its comment says
// "borrowed"; a parameter stays the caller's unless the comment says "takes over". Null, or -1
// where the result is an int or a size, says that an exception is pending; functions for which this
// is not so say it. Functions of which a variant ends in "String" take UTF-8 text.
//
// Threads. All of this may only be called by a thread that holds the interpreter's lock; a function
// of a module does when it is called. See limited_api/threads.h.
//
// Define PY_SSIZE_T_CLEAN before the first inclusion if formats contain '#': the lengths are
// Py_ssize_t then, and without it such formats raise SystemError.

#include "limited_api/arguments.h"
#include "limited_api/buffers.h"
#include "limited_api/bytes.h"
#include "limited_api/calls.h"
#include "limited_api/codecs.h"
#include "limited_api/containers.h"
#include "limited_api/errors.h"
#include "limited_api/interpreter.h"
#include "limited_api/memory.h"
#include "limited_api/modules.h"
#include "limited_api/numbers.h"
#include "limited_api/object.h"
#include "limited_api/platform.h"
#include "limited_api/protocols.h"
#include "limited_api/system.h"
#include "limited_api/text.h"
#include "limited_api/threads.h"
#include "limited_api/types.h"
