// Parser objects.

#include <climits>

#include "modules/abi3/pyexpat/pyexpat.h"

namespace pyro::abi3 {

namespace {

constexpr int kDefaultBufferSize = 8192;
constexpr int kReadSize = 2048;
// Expat takes lengths as int.
constexpr Py_ssize_t kLargestPiece = 1 << 20;

bool set_number(PyObject* error, const char* name, long long value) {
  Ref number(PyLong_FromLongLong(value));
  return number && PyObject_SetAttrString(error, name, number) == 0;
}

PyObject* raise_parse_error(Parser* self, XML_Error code) {
  auto line = static_cast<long long>(XML_GetErrorLineNumber(self->parser));
  auto column = static_cast<long long>(XML_GetErrorColumnNumber(self->parser));
  Ref message(
      PyUnicode_FromFormat("%s: line %lld, column %lld", XML_ErrorString(code), line, column));
  Ref error(message ? PyObject_CallFunctionObjArgs(self->state->error, message.get(), nullptr)
                    : nullptr);
  if (error && set_number(error, "code", code) && set_number(error, "offset", column) &&
      set_number(error, "lineno", line)) {
    PyErr_SetObject(self->state->error, error);
  }
  return nullptr;
}

PyObject* parse_result(Parser* self, XML_Status status) {
  if (PyErr_Occurred()) return nullptr;
  if (status == XML_STATUS_ERROR) return raise_parse_error(self, XML_GetErrorCode(self->parser));
  if (!flush_text(self)) return nullptr;
  return PyLong_FromLong(status);
}

PyObject* parse(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  if (!check_positional("Parse", count, 1, 2)) return nullptr;
  Parser* self = as_parser(object);
  int is_final = 0;
  if (count == 2 && (is_final = PyObject_IsTrue(arguments[1])) < 0) return nullptr;
  const char* data;
  Py_ssize_t size;
  Buffer buffer;
  if (PyUnicode_Check(arguments[0])) {
    data = PyUnicode_AsUTF8AndSize(arguments[0], &size);
    if (data == nullptr) return nullptr;
    // The declaration of the text does not hold for a str.
    XML_SetEncoding(self->parser, "utf-8");
  } else {
    if (!buffer.acquire(arguments[0])) return nullptr;
    data = buffer.text();
    size = buffer.size();
  }
  for (; size > kLargestPiece; data += kLargestPiece, size -= kLargestPiece) {
    XML_Status status = XML_Parse(self->parser, data, kLargestPiece, 0);
    if (status != XML_STATUS_OK) return parse_result(self, status);
  }
  return parse_result(self, XML_Parse(self->parser, data, static_cast<int>(size), is_final));
}

// Reads a piece of a file into `place`; the length, or -1 with an exception.
Py_ssize_t read_piece(PyObject* read, void* place) {
  Ref result(PyObject_CallFunction(read, "i", kReadSize));
  if (!result) return -1;
  const char* data;
  Py_ssize_t size;
  if (PyByteArray_Check(result)) {
    data = PyByteArray_AsString(result);
    size = PyByteArray_Size(result);
  } else if (PyBytes_Check(result)) {
    data = PyBytes_AsString(result);
    size = PyBytes_Size(result);
  } else {
    Ref name(PyType_GetName(Py_TYPE(result.get())));
    if (name) {
      PyErr_Format(PyExc_TypeError, "read() did not return a bytes object (type=%U)", name.get());
    }
    return -1;
  }
  if (size > kReadSize) {
    PyErr_Format(PyExc_ValueError,
                 "read() returned too much data: %i bytes requested, %zd returned", kReadSize,
                 size);
    return -1;
  }
  memcpy(place, data, static_cast<size_t>(size));
  return size;
}

PyObject* parse_file(PyObject* object, PyObject* file) {
  Parser* self = as_parser(object);
  Ref read(PyObject_GetAttrString(file, "read"));
  if (!read) {
    if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return nullptr;
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError, "argument must have 'read' attribute");
    return nullptr;
  }
  while (true) {
    void* place = XML_GetBuffer(self->parser, kReadSize);
    if (place == nullptr) return raise_parse_error(self, XML_GetErrorCode(self->parser));
    Py_ssize_t size = read_piece(read, place);
    if (size < 0) return nullptr;
    XML_Status status = XML_ParseBuffer(self->parser, static_cast<int>(size), size == 0);
    if (PyErr_Occurred()) return nullptr;
    if (size == 0 || status == XML_STATUS_ERROR) return parse_result(self, status);
  }
}

PyObject* set_base(PyObject* object, PyObject* base) {
  if (!PyUnicode_Check(base)) {
    Ref name(PyType_GetName(Py_TYPE(base)));
    return name
               ? PyErr_Format(PyExc_TypeError, "SetBase() argument must be str, not %U", name.get())
               : nullptr;
  }
  const char* text = PyUnicode_AsUTF8AndSize(base, nullptr);
  if (text == nullptr) return nullptr;
  return XML_SetBase(as_parser(object)->parser, text) == 0 ? PyErr_NoMemory() : none();
}

PyObject* get_base(PyObject* object, PyObject*) {
  const char* base = XML_GetBase(as_parser(object)->parser);
  return base == nullptr ? none() : PyUnicode_FromString(base);
}

PyObject* get_input_context(PyObject* object, PyObject*) {
  Parser* self = as_parser(object);
  if (!self->in_callback) return none();
  int offset, size;
  const char* context = XML_GetInputContext(self->parser, &offset, &size);
  return context == nullptr ? none() : PyBytes_FromStringAndSize(context + offset, size - offset);
}

Parser* make(ExpatState* state, XML_Parser parser, PyObject* intern) {
  auto* self = allocate<Parser>(state->parser);
  if (self == nullptr) {
    if (parser != nullptr) XML_ParserFree(parser);
    return nullptr;
  }
  self->state = state;
  self->parser = parser;
  self->buffer_size = kDefaultBufferSize;
  if (intern != nullptr) self->intern = new_ref(intern);
  if (parser != nullptr) {
    XML_SetUserData(parser, self);
    XML_SetUnknownEncodingHandler(parser, unknown_encoding, nullptr);
    return self;
  }
  Py_DECREF(reinterpret_cast<PyObject*>(self));
  PyErr_NoMemory();
  return nullptr;
}

PyObject* create_external(PyObject* object, PyObject* arguments) {
  const char *context, *encoding = nullptr;
  if (!PyArg_ParseTuple(arguments, "z|s:ExternalEntityParserCreate", &context, &encoding)) {
    return nullptr;
  }
  Parser* self = as_parser(object);
  Parser* child = make(self->state, XML_ExternalEntityParserCreate(self->parser, context, encoding),
                       self->intern);
  if (child == nullptr) return nullptr;
  Ref result(reinterpret_cast<PyObject*>(child));
  child->ordered_attributes = self->ordered_attributes;
  child->specified_attributes = self->specified_attributes;
  child->namespace_prefixes = self->namespace_prefixes;
  child->buffer_size = self->buffer_size;
  if (self->buffer != nullptr) {
    child->buffer = static_cast<char*>(malloc(static_cast<size_t>(child->buffer_size)));
    if (child->buffer == nullptr) return PyErr_NoMemory();
  }
  for (int event = 0; event < kEventCount; ++event) {
    if (self->handlers[event] != nullptr) child->handlers[event] = new_ref(self->handlers[event]);
  }
  install_all_handlers(child);
  return result.release();
}

PyObject* set_parameter_entities(PyObject* object, PyObject* argument) {
  int flag;
  if (!int_argument(argument, &flag)) return nullptr;
  return PyLong_FromLong(XML_SetParamEntityParsing(as_parser(object)->parser,
                                                   static_cast<XML_ParamEntityParsing>(flag)));
}

PyObject* use_foreign_dtd(PyObject* object, PyObject* const* arguments, Py_ssize_t count) {
  int flag = 1;
  if (!check_positional("UseForeignDTD", count, 0, 1)) return nullptr;
  if (count == 1 && (flag = PyObject_IsTrue(arguments[0])) < 0) return nullptr;
  Parser* self = as_parser(object);
  XML_Error code = XML_UseForeignDTD(self->parser, flag != 0 ? XML_TRUE : XML_FALSE);
  return code == XML_ERROR_NONE ? none() : raise_parse_error(self, code);
}

int traverse(PyObject* object, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(as_parser(object)->intern);
  for (PyObject* handler : as_parser(object)->handlers) Py_VISIT(handler);
  return 0;
}

int clear(PyObject* object) {
  Py_CLEAR(as_parser(object)->intern);
  for (PyObject*& handler : as_parser(object)->handlers) Py_CLEAR(handler);
  return 0;
}

void dealloc(PyObject* object) {
  Parser* self = as_parser(object);
  PyObject_GC_UnTrack(object);
  clear(object);
  if (self->parser != nullptr) XML_ParserFree(self->parser);
  free(self->buffer);
  free_instance(object);
}

// Attributes that are numbers expat knows, by its function.
template <auto kFunction>
PyObject* expat_number(PyObject* object, void*) {
  return PyLong_FromLongLong(static_cast<long long>(kFunction(as_parser(object)->parser)));
}

bool deletion(PyObject* value) {
  if (value != nullptr) return false;
  PyErr_SetString(PyExc_RuntimeError, "Cannot delete attribute");
  return true;
}

template <bool Parser::* kFlag>
PyObject* get_flag(PyObject* object, void*) {
  return boolean(as_parser(object)->*kFlag);
}

template <bool Parser::* kFlag>
int set_flag(PyObject* object, PyObject* value, void*) {
  if (deletion(value)) return -1;
  int flag = PyObject_IsTrue(value);
  if (flag < 0) return -1;
  as_parser(object)->*kFlag = flag != 0;
  if constexpr (kFlag == &Parser::namespace_prefixes) {
    XML_SetReturnNSTriplet(as_parser(object)->parser, flag);
  }
  return 0;
}

PyObject* get_buffer_text(PyObject* object, void*) {
  return boolean(as_parser(object)->buffer != nullptr);
}

int set_buffer_text(PyObject* object, PyObject* value, void*) {
  Parser* self = as_parser(object);
  if (deletion(value)) return -1;
  int flag = PyObject_IsTrue(value);
  if (flag < 0) return -1;
  if (flag != 0 && self->buffer == nullptr) {
    self->buffer = static_cast<char*>(malloc(static_cast<size_t>(self->buffer_size)));
    self->buffer_used = 0;
    if (self->buffer == nullptr) return PyErr_NoMemory(), -1;
  } else if (flag == 0 && self->buffer != nullptr) {
    if (!flush_text(self)) return -1;
    free(std::exchange(self->buffer, nullptr));
  }
  return 0;
}

PyObject* get_buffer_size(PyObject* object, void*) {
  return PyLong_FromLong(as_parser(object)->buffer_size);
}

int set_buffer_size(PyObject* object, PyObject* value, void*) {
  Parser* self = as_parser(object);
  if (deletion(value)) return -1;
  if (!PyLong_Check(value)) {
    PyErr_SetString(PyExc_TypeError, "buffer_size must be an integer");
    return -1;
  }
  long size = PyLong_AsLong(value);
  if (size <= 0) {
    if (!PyErr_Occurred())
      PyErr_SetString(PyExc_ValueError, "buffer_size must be greater than zero");
    return -1;
  }
  if (size > INT_MAX) {
    PyErr_Format(PyExc_ValueError, "buffer_size must not be greater than %i", INT_MAX);
    return -1;
  }
  if (size == self->buffer_size) return 0;
  if (self->buffer != nullptr) {
    if (!flush_text(self)) return -1;
    auto* buffer = static_cast<char*>(malloc(static_cast<size_t>(size)));
    if (buffer == nullptr) return PyErr_NoMemory(), -1;
    free(std::exchange(self->buffer, buffer));
  }
  self->buffer_size = static_cast<int>(size);
  return 0;
}

PyObject* get_buffer_used(PyObject* object, void*) {
  return PyLong_FromLong(as_parser(object)->buffer_used);
}

PyMethodDef kMethods[] = {
    {"Parse", method(parse), METH_FASTCALL,
     "Parse($self, data, isfinal=False, /)\n--\n\nParse a piece of XML; isfinal says that it is "
     "the "
     "last."},
    {"ParseFile", parse_file, METH_O,
     "ParseFile($self, file, /)\n--\n\nParse what an object's read() returns."},
    {"SetBase", set_base, METH_O, "SetBase($self, base, /)\n--\n\nSet the base of relative names."},
    {"GetBase", get_base, METH_NOARGS, "GetBase($self, /)\n--\n\nThe base of relative names."},
    {"GetInputContext", get_input_context, METH_NOARGS,
     "GetInputContext($self, /)\n--\n\nThe input of the event that is delivered."},
    {"ExternalEntityParserCreate", create_external, METH_VARARGS,
     "ExternalEntityParserCreate($self, context, encoding=<unrepresentable>,\n"
     "                           /)\n--\n\nA parser for an external entity, with the same "
     "functions."},
    {"SetParamEntityParsing", set_parameter_entities, METH_O,
     "SetParamEntityParsing($self, flag, /)\n--\n\nSay whether parameter entities are parsed; true "
     "if "
     "that was possible."},
    {"UseForeignDTD", method(use_foreign_dtd), METH_FASTCALL,
     "UseForeignDTD($self, flag=True, /)\n--\n\nLet ExternalEntityRefHandler give a document type "
     "for "
     "documents without one."},
    {}};

PyMemberDef kMembers[] = {{"intern", T_OBJECT, offsetof(Parser, intern), READONLY}, {}};

#define HANDLER(name, event) \
  {name, get_handler, set_handler, nullptr, reinterpret_cast<void*>(static_cast<intptr_t>(event))}
PyGetSetDef kAttributes[] = {HANDLER("StartElementHandler", kStartElement),
                             HANDLER("EndElementHandler", kEndElement),
                             HANDLER("ProcessingInstructionHandler", kProcessingInstruction),
                             HANDLER("CharacterDataHandler", kCharacterData),
                             HANDLER("UnparsedEntityDeclHandler", kUnparsedEntityDecl),
                             HANDLER("NotationDeclHandler", kNotationDecl),
                             HANDLER("StartNamespaceDeclHandler", kStartNamespaceDecl),
                             HANDLER("EndNamespaceDeclHandler", kEndNamespaceDecl),
                             HANDLER("CommentHandler", kComment),
                             HANDLER("StartCdataSectionHandler", kStartCdataSection),
                             HANDLER("EndCdataSectionHandler", kEndCdataSection),
                             HANDLER("DefaultHandler", kDefault),
                             HANDLER("DefaultHandlerExpand", kDefaultExpand),
                             HANDLER("NotStandaloneHandler", kNotStandalone),
                             HANDLER("ExternalEntityRefHandler", kExternalEntityRef),
                             HANDLER("StartDoctypeDeclHandler", kStartDoctypeDecl),
                             HANDLER("EndDoctypeDeclHandler", kEndDoctypeDecl),
                             HANDLER("EntityDeclHandler", kEntityDecl),
                             HANDLER("XmlDeclHandler", kXmlDecl),
                             HANDLER("ElementDeclHandler", kElementDecl),
                             HANDLER("AttlistDeclHandler", kAttlistDecl),
                             HANDLER("SkippedEntityHandler", kSkippedEntity),
                             {"ErrorCode", expat_number<XML_GetErrorCode>},
                             {"ErrorLineNumber", expat_number<XML_GetErrorLineNumber>},
                             {"ErrorColumnNumber", expat_number<XML_GetErrorColumnNumber>},
                             {"ErrorByteIndex", expat_number<XML_GetErrorByteIndex>},
                             {"CurrentLineNumber", expat_number<XML_GetCurrentLineNumber>},
                             {"CurrentColumnNumber", expat_number<XML_GetCurrentColumnNumber>},
                             {"CurrentByteIndex", expat_number<XML_GetCurrentByteIndex>},
                             {"buffer_size", get_buffer_size, set_buffer_size},
                             {"buffer_text", get_buffer_text, set_buffer_text},
                             {"buffer_used", get_buffer_used},
                             {"namespace_prefixes", get_flag<&Parser::namespace_prefixes>,
                              set_flag<&Parser::namespace_prefixes>},
                             {"ordered_attributes", get_flag<&Parser::ordered_attributes>,
                              set_flag<&Parser::ordered_attributes>},
                             {"specified_attributes", get_flag<&Parser::specified_attributes>,
                              set_flag<&Parser::specified_attributes>},
                             {}};
#undef HANDLER

// A separator of names: absent, empty, or one character.
bool check_separator(const char* separator) {
  if (separator == nullptr || separator[0] == 0 || separator[1] == 0) return true;
  PyErr_SetString(PyExc_ValueError,
                  "namespace_separator must be at most one character, omitted, or None");
  return false;
}

}  // namespace

namespace {

// A str or None; TypeError naming the argument for others.
bool text_or_none(PyObject* object, const char* name, const char** text) {
  *text = nullptr;
  if (object == Py_None) return true;
  if (PyUnicode_Check(object)) {
    *text = PyUnicode_AsUTF8AndSize(object, nullptr);
    return *text != nullptr;
  }
  Ref type(PyType_GetName(Py_TYPE(object)));
  if (type) {
    PyErr_Format(PyExc_TypeError, "ParserCreate() argument '%s' must be str or None, not %U", name,
                 type.get());
  }
  return false;
}

}  // namespace

PyObject* create_parser(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"encoding", "namespace_separator", "intern", nullptr};
  const char *encoding, *separator;
  PyObject *encoding_object = Py_None, *separator_object = Py_None, *intern = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|OOO:ParserCreate", keywords(kNames),
                                   &encoding_object, &separator_object, &intern) ||
      !text_or_none(encoding_object, "encoding", &encoding) ||
      !text_or_none(separator_object, "namespace_separator", &separator) ||
      !check_separator(separator)) {
    return nullptr;
  }
  Ref own_intern;
  if (intern == Py_None) {
    intern = nullptr;
  } else if (intern == nullptr) {
    own_intern.reset(PyDict_New());
    if (!own_intern) return nullptr;
    intern = own_intern;
  } else if (!PyDict_Check(intern)) {
    PyErr_SetString(PyExc_TypeError, "intern must be a dictionary");
    return nullptr;
  }
  XML_Parser parser = XML_ParserCreate_MM(encoding, nullptr, separator);
  return reinterpret_cast<PyObject*>(make(expat_state(module), parser, intern));
}

bool add_parser_type(PyObject* module) {
  PyType_Slot slots[] = {{Py_tp_doc, const_cast<char*>("XML parser")},
                         {Py_tp_dealloc, slot(dealloc)},
                         {Py_tp_traverse, slot(traverse)},
                         {Py_tp_clear, slot(clear)},
                         {Py_tp_methods, kMethods},
                         {Py_tp_members, kMembers},
                         {Py_tp_getset, kAttributes},
                         {0, nullptr}};
  PyType_Spec spec = {"pyexpat.xmlparser", sizeof(Parser), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                          Py_TPFLAGS_IMMUTABLETYPE,
                      slots};
  auto* type = reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &spec, nullptr));
  expat_state(module)->parser = type;
  return type != nullptr &&
         PyModule_AddObjectRef(module, "XMLParserType", reinterpret_cast<PyObject*>(type)) == 0;
}

}  // namespace pyro::abi3
