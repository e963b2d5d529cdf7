// The pyexpat module: parsers of libexpat that call Python functions.
//
// A parser object holds one function per event. Expat is told of an event only while there is a
// function for it. When a function raises, the parser is stopped and Parse() returns the exception.
// Character data can be collected in a buffer (buffer_text), which is delivered before any other
// event.

#pragma once

#include <expat.h>

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

// The events, in the order of the table in handlers.cpp.
enum Event {
  kStartElement,
  kEndElement,
  kProcessingInstruction,
  kCharacterData,
  kUnparsedEntityDecl,
  kNotationDecl,
  kStartNamespaceDecl,
  kEndNamespaceDecl,
  kComment,
  kStartCdataSection,
  kEndCdataSection,
  kDefault,
  kDefaultExpand,
  kNotStandalone,
  kExternalEntityRef,
  kStartDoctypeDecl,
  kEndDoctypeDecl,
  kEntityDecl,
  kXmlDecl,
  kElementDecl,
  kAttlistDecl,
  kSkippedEntity,
  kEventCount
};

struct ExpatState {
  PyObject* error;
  PyTypeObject* parser;
};

struct Parser {
  PyObject_HEAD XML_Parser parser;
  ExpatState* state;
  PyObject* intern;  // dict of names, or null
  PyObject* handlers[kEventCount];
  char* buffer;  // character data; null: not collected
  int buffer_size, buffer_used;
  bool ordered_attributes, specified_attributes, namespace_prefixes;
  bool in_callback;
};

inline Parser* as_parser(PyObject* object) { return reinterpret_cast<Parser*>(object); }
inline ExpatState* expat_state(PyObject* module) { return state_of<ExpatState>(module); }

// Delivers the collected character data; false with an exception.
bool flush_text(Parser* self);
// Tells expat whether the parser is to be called for the event.
void install_handler(Parser* self, Event event, bool on);
void install_all_handlers(Parser* self);

// The attributes that hold functions; the closure is the event.
PyObject* get_handler(PyObject* object, void* closure);
int set_handler(PyObject* object, PyObject* value, void* closure);

int unknown_encoding(void* data, const XML_Char* name, XML_Encoding* info);

bool add_parser_type(PyObject* module);
PyObject* create_parser(PyObject* module, PyObject* arguments, PyObject* names);
bool add_expat_constants(PyObject* module);

}  // namespace pyro::abi3
