#include "modules/_elementtree/expat_events.h"

#include "runtime/codecs.h"
#include "runtime/str.h"

namespace pyro::elementtree {

namespace {

// What every handler begins with: null if the run has failed already.
ParserRun* active_run(void* data) {
  ParserRun* run = static_cast<ExpatState*>(data)->run;
  return run == nullptr || run->thread->has_exception() ? nullptr : run;
}

RawObject handler_of(ParserRun* run, Handler handler) {
  return tuple_at(run->parser->handlers(), handler);
}

RawObject builder_of(ParserRun* run) { return run->parser->field1(); }

// "uri}name" becomes "{uri}name". Each name is made once.
RawObject name_of(ExpatState* state, ParserRun* run, const char* text) {
  std::string_view key(text);
  Thread* thread = run->thread;
  List names(thread, run->parser->names());
  auto known = state->names.find(key);
  if (known != state->names.end()) return list_at(*names, known->second);
  std::string full =
      key.find('}') != std::string_view::npos ? "{" + std::string(key) : std::string(key);
  Object name(thread, new_str(thread, full));
  name = intern(thread, name);
  if (!list_append(thread, names, name)) return RawObject::error();
  state->names.emplace(std::string(key), names->length() - 1);
  return *name;
}

RawObject text_of(ParserRun* run, const char* text) {
  return text == nullptr ? RawObject::none() : new_str(run->thread, text);
}

// None if there are no attributes.
RawObject attributes_of(ExpatState* state, ParserRun* run, const char** pairs) {
  if (pairs[0] == nullptr) return RawObject::none();
  Thread* thread = run->thread;
  Dict attributes(thread, new_dict(thread));
  Object key(thread, RawObject::none()), value(thread, RawObject::none());
  for (; pairs[0] != nullptr && pairs[1] != nullptr; pairs += 2) {
    key = name_of(state, run, pairs[0]);
    if (key->is_error()) return *key;
    value = new_str(thread, pairs[1]);
    dict_set_str(thread, attributes, key, value);
  }
  return *attributes;
}

void on_start(void* data, const char* name, const char** pairs) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  auto* state = static_cast<ExpatState*>(data);
  Thread* thread = run->thread;
  Object tag(thread, name_of(state, run, name));
  if (tag->is_error()) return;
  Object attributes(thread, attributes_of(state, run, pairs));
  if (attributes->is_error()) return;
  if (state->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    builder_start(thread, builder, tag, attributes);
    return;
  }
  if (attributes->is_none()) attributes = new_dict(thread);
  Object handler(thread, handler_of(run, kStartHandler));
  call(thread, handler, tag, attributes);
}

void on_end(void* data, const char* name) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  auto* state = static_cast<ExpatState*>(data);
  Thread* thread = run->thread;
  if (state->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    builder_end(thread, builder);
    return;
  }
  Object tag(thread, name_of(state, run, name));
  if (tag->is_error()) return;
  Object handler(thread, handler_of(run, kEndHandler));
  call(thread, handler, tag);
}

void give_data(ExpatState* state, ParserRun* run, const Object& text) {
  Thread* thread = run->thread;
  if (state->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    if (!builder_data(thread, builder, text)) return;
    return;
  }
  Object handler(thread, handler_of(run, kDataHandler));
  if (!handler->is_none()) call(thread, handler, text);
}

void on_data(void* data, const char* text, int length) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  Object value(run->thread,
               new_str(run->thread, std::string_view(text, static_cast<size_t>(length))));
  if (!value->is_error()) give_data(static_cast<ExpatState*>(data), run, value);
}

void on_comment(void* data, const char* text) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  Thread* thread = run->thread;
  Object value(thread, text_of(run, text));
  if (static_cast<ExpatState*>(data)->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    builder_comment(thread, builder, value);
    return;
  }
  Object handler(thread, handler_of(run, kCommentHandler));
  call(thread, handler, value);
}

void on_instruction(void* data, const char* name, const char* text) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  Thread* thread = run->thread;
  Object target(thread, text_of(run, name)), value(thread, text_of(run, text));
  if (static_cast<ExpatState*>(data)->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    builder_instruction(thread, builder, target, value);
    return;
  }
  Object handler(thread, handler_of(run, kInstructionHandler));
  call(thread, handler, target, value);
}

void on_start_namespace(void* data, const char* prefix, const char* uri) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  Thread* thread = run->thread;
  Object name(thread, new_str(thread, prefix == nullptr ? "" : prefix));
  Object value(thread, new_str(thread, uri == nullptr ? "" : uri));
  if (static_cast<ExpatState*>(data)->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    if (!builder_start_namespace(thread, builder, name, value)) return;
    return;
  }
  Object handler(thread, handler_of(run, kStartNamespaceHandler));
  if (!handler->is_none()) call(thread, handler, name, value);
}

void on_end_namespace(void* data, const char* prefix) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  Thread* thread = run->thread;
  if (static_cast<ExpatState*>(data)->builds) {
    XmlTreeBuilder builder(thread, builder_of(run));
    if (!builder_end_namespace(thread, builder)) return;
    return;
  }
  Object name(thread, new_str(thread, prefix == nullptr ? "" : prefix));
  Object handler(thread, handler_of(run, kEndNamespaceHandler));
  if (!handler->is_none()) call(thread, handler, name);
}

void on_doctype(void* data, const char* name, const char* system, const char* public_id, int) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return;
  Thread* thread = run->thread;
  Object handler(thread, handler_of(run, kDoctypeHandler));
  if (!handler->is_none()) {
    Object first(thread, text_of(run, name)), second(thread, text_of(run, public_id)),
        third(thread, text_of(run, system));
    call(thread, handler, first, second, third);
    return;
  }
  Object key(thread, intern_ascii(thread, "doctype"));
  Object method(thread, find_attribute(thread, run->parser, key));
  if (method->is_error() || method->is_unbound()) return;
  if (!warn(thread, Exc::kRuntimeWarning, 1,
            "The doctype() method of XMLParser is ignored.  Define doctype() method on the "
            "TreeBuilder target.")) {
    return;
  }
}

// Entities that Expat does not know: those of the parser's dict.
void on_default(void* data, const char* text, int length) {
  ParserRun* run = active_run(data);
  if (run == nullptr || length < 2 || text[0] != '&') return;
  auto* state = static_cast<ExpatState*>(data);
  Thread* thread = run->thread;
  std::string entity(text, static_cast<size_t>(length));
  Object key(thread, new_str(thread, entity.substr(1, entity.size() - 2)));
  Dict entities(thread, run->parser->field0());
  Object value(thread, dict_get(thread, entities, key));
  if (value->is_error()) return;
  if (!value->is_unbound()) return give_data(state, run, value);
  raise_expat_error(thread, XML_ERROR_UNDEFINED_ENTITY,
                    static_cast<long>(XML_GetErrorLineNumber(state->parser)),
                    static_cast<long>(XML_GetErrorColumnNumber(state->parser)),
                    ("undefined entity " + entity).c_str());
}

// Encodings of one byte a character, through the codecs.
int on_unknown_encoding(void* data, const char* name, XML_Encoding* info) {
  ParserRun* run = active_run(data);
  if (run == nullptr) return XML_STATUS_ERROR;
  Thread* thread = run->thread;
  std::string all(256, '\0');
  for (int i = 0; i < 256; i++) all[static_cast<size_t>(i)] = static_cast<char>(i);
  Object bytes(thread, new_bytes(thread, all));
  Object text(thread, decode(thread, bytes, name, "replace"));
  if (text->is_error()) return XML_STATUS_ERROR;
  RawObject exact = *text;
  StrData characters = str_data(exact);
  if (characters.length != 256) {
    raise_value_error(thread, "multi-byte encodings are not supported");
    return XML_STATUS_ERROR;
  }
  constexpr uint32_t kReplacement = 0xfffd;
  for (int i = 0; i < 256; i++) {
    uint32_t c = characters.at(i);
    info->map[i] = c == kReplacement ? -1 : static_cast<int>(c);
  }
  info->data = nullptr;
  info->convert = nullptr;
  info->release = nullptr;
  return XML_STATUS_OK;
}

}  // namespace

RawObject raise_expat_error(Thread* thread, XML_Error code, long line, long column,
                            const char* message) {
  Object text(thread,
              new_str_format(thread, "%s: line %ld, column %ld",
                             message != nullptr ? message : XML_ErrorString(code), line, column));
  Object type(thread, module_type(thread, kParseErrorType));
  Object error(thread, call(thread, type, text));
  if (error->is_error()) return *error;
  Object key(thread, intern_ascii(thread, "code"));
  Object value(thread, RawObject::from_small_int(code));
  if (!set_attribute(thread, error, key, value)) return RawObject::error();
  Object first(thread, RawObject::from_small_int(line)),
      second(thread, RawObject::from_small_int(column));
  value = new_tuple_of(thread, first, second);
  key = intern_ascii(thread, "position");
  if (!set_attribute(thread, error, key, value)) return RawObject::error();
  return raise_object(thread, error);
}

void install_expat_handlers(ExpatState* state, RawXmlParser raw_parser) {
  XML_Parser parser = state->parser;
  auto wants = [&](Handler handler) {
    return state->builds || !tuple_at(raw_parser.handlers(), handler).is_none();
  };
  XML_SetUserData(parser, state);
  XML_SetElementHandler(parser, wants(kStartHandler) ? on_start : nullptr,
                        wants(kEndHandler) ? on_end : nullptr);
  XML_SetDefaultHandlerExpand(parser, on_default);
  XML_SetCharacterDataHandler(parser, on_data);
  // A plain builder gets comments and instructions when somebody wants them.
  RawObject builder = raw_parser.field1();
  bool comments = state->builds ? (RawXmlTreeBuilder(builder.raw()).flags() & kInsertComments) != 0
                                : wants(kCommentHandler);
  bool instructions = state->builds
                          ? (RawXmlTreeBuilder(builder.raw()).flags() & kInsertInstructions) != 0
                          : wants(kInstructionHandler);
  if (state->builds) {
    comments |= builder_wants_NoGC(RawXmlTreeBuilder(builder.raw()), Event::kComment);
    instructions |= builder_wants_NoGC(RawXmlTreeBuilder(builder.raw()), Event::kInstruction);
  }
  XML_SetCommentHandler(parser, comments ? on_comment : nullptr);
  XML_SetProcessingInstructionHandler(parser, instructions ? on_instruction : nullptr);
  if (!state->builds)
    want_expat_namespaces(state, wants(kStartNamespaceHandler), wants(kEndNamespaceHandler));
  XML_SetStartDoctypeDeclHandler(parser, on_doctype);
  XML_SetUnknownEncodingHandler(parser, on_unknown_encoding, state);
}

void want_expat_namespaces(ExpatState* state, bool starts, bool ends) {
  XML_SetNamespaceDeclHandler(state->parser, starts ? on_start_namespace : nullptr,
                              ends ? on_end_namespace : nullptr);
}

}  // namespace pyro::elementtree
