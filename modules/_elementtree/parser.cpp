#include <climits>

#include "modules/_elementtree/expat_events.h"
#include "runtime/buffer.h"
#include "runtime/codecs.h"
#include "runtime/str.h"

// XMLParser: documents in pieces, as events for a target.

namespace pyro::elementtree {

namespace {

// Null, with ValueError pending, before __init__.
ExpatState* state_of(Thread* thread, RawObject parser) {
  word index = RawXmlParser(parser.raw()).resource();
  if (index >= 0) {
    return static_cast<ExpatState*>(thread->runtime()->native_resource_at(index));
  }
  raise_value_error(thread, "XMLParser.__init__() wasn't called");
  return nullptr;
}

// Expat is not made for being called from its own handlers.
bool check_idle(Thread* thread, const ExpatState* state) {
  if (state->run == nullptr) return true;
  raise(thread, Exc::kRuntimeError, "XMLParser is running already");
  return false;
}

bool parse_bytes(Thread* thread, const XmlParser& parser, ExpatState* state, const char* bytes,
                 size_t size, bool is_final) {
  if (!check_idle(thread, state)) return false;
  ParserRun run{thread, parser};
  state->run = &run;
  XML_Status status = XML_Parse(state->parser, bytes, static_cast<int>(size), is_final);
  state->run = nullptr;
  if (thread->has_exception()) return false;
  if (status != XML_STATUS_ERROR) return true;
  raise_expat_error(thread, XML_GetErrorCode(state->parser),
                    static_cast<long>(XML_GetErrorLineNumber(state->parser)),
                    static_cast<long>(XML_GetErrorColumnNumber(state->parser)), nullptr);
  return false;
}

// Text goes to Expat as UTF-8, whatever the document says of itself.
bool parse_text(Thread* thread, const XmlParser& parser, ExpatState* state, const Object& text) {
  Object bytes(thread, encode(thread, text, "utf-8", "strict"));
  if (bytes->is_error()) return false;
  RawObject exact = *bytes;
  std::string copy(bytes_data(exact));
  if (copy.size() > INT_MAX) {
    raise(thread, Exc::kOverflowError, "size does not fit in an int");
    return false;
  }
  if (!check_idle(thread, state)) return false;
  XML_SetEncoding(state->parser, "utf-8");
  return parse_bytes(thread, parser, state, copy.data(), copy.size(), false);
}

bool parse_buffer(Thread* thread, const XmlParser& parser, ExpatState* state, const Object& data) {
  BufferView view(thread);
  if (!view.acquire(data)) return false;
  if (view.size() > INT_MAX) {
    raise(thread, Exc::kOverflowError, "size does not fit in an int");
    return false;
  }
  std::string copy = view.copy();
  view.release();
  return parse_bytes(thread, parser, state, copy.data(), copy.size(), false);
}

RawObject target_handlers(Thread* thread, const Object& target) {
  Tuple handlers(thread, new_tuple(thread, kHandlerCount));
  for (word i = 0; i < kHandlerCount; i++) tuple_init(*handlers, i, RawObject::none());
  Object name(thread, RawObject::none());
  for (word i = 0; i < kHandlerCount; i++) {
    name = intern_ascii(thread, kHandlerNames[i]);
    RawObject method = find_attribute(thread, target, name);
    if (method.is_error()) return method;
    if (!method.is_unbound()) tuple_init(*handlers, i, method);
  }
  return *handlers;
}

bool create_expat(Thread* thread, const XmlParser& self, const char* encoding, bool builds) {
  auto state = std::make_unique<ExpatState>();
  state->parser = XML_ParserCreate_MM(encoding, nullptr, "}");
  if (state->parser == nullptr) {
    raise_memory_error(thread);
    return false;
  }
  state->builds = builds;
  install_expat_handlers(state.get(), *self);
  bool is_new = self->resource() < 0;
  if (!is_new) {
    // Begun anew: the state in place is replaced, for the index stays.
    auto* old = static_cast<ExpatState*>(thread->runtime()->native_resource_at(self->resource()));
    std::swap(old->parser, state->parser);
    old->builds = builds;
    old->names.clear();
    install_expat_handlers(old, *self);
    return true;
  }
  self->set_resource(thread->runtime()->add_native_resource(std::move(state)));
  thread->heap()->register_native(*self);
  return true;
}

bool is_plain_builder(Thread* thread, RawObject target) {
  return type_of(thread, target) == module_type(thread, kTreeBuilderType);
}

RawObject result_of(Thread* thread, const XmlParser& parser, const ExpatState* state) {
  if (!state->builds) return RawObject::none();
  XmlTreeBuilder builder(thread, parser->field1());
  return builder_close(thread, builder);
}

enum class Piece : uint8_t { kMore, kEnd, kFailed };

// Reads a piece of a file and parses it.
Piece parse_piece(Thread* thread, const XmlParser& parser, ExpatState* state, const Object& read) {
  Object size(thread, RawObject::from_small_int(64 * 1024));
  Object piece(thread, call(thread, read, size));
  if (piece->is_error()) return Piece::kFailed;
  bool ok;
  if (is_str(*piece)) {
    if (str_length(underlying_value(*piece)) == 0) return Piece::kEnd;
    ok = parse_text(thread, parser, state, piece);
  } else {
    if (!is_bytes(*piece)) return Piece::kEnd;
    RawObject exact = underlying_value(*piece);
    if (bytes_data(exact).empty()) return Piece::kEnd;
    ok = parse_buffer(thread, parser, state, piece);
  }
  return ok ? Piece::kMore : Piece::kFailed;
}

}  // namespace

}  // namespace pyro::elementtree

namespace pyro::natives {

using namespace elementtree;

RawObject elementtree_XMLParser___new__(Thread* thread, Arguments arguments) {
  RawXmlParser self(allocate_for(thread, arguments[0]).raw());
  self.set_resource(-1);
  return self;
}

RawObject elementtree_XMLParser___init__(Thread* thread, Arguments arguments) {
  XmlParser self(thread, arguments[0]);
  Object target(thread, arguments[1]), encoding(thread, arguments[2]);
  if (!encoding->is_none() && !is_str(*encoding)) {
    return raise_type_error(thread, "XMLParser() argument 'encoding' must be str or None, not %T",
                            &encoding);
  }
  if (self->resource() >= 0 && !check_idle(thread, state_of(thread, *self)))
    return RawObject::error();
  if (target->is_none()) target = new_builder(thread);
  RawObject handlers = target_handlers(thread, target);
  if (handlers.is_error()) return handlers;
  self->set_handlers(handlers);
  self->set_field1(*target);
  RawObject fresh = new_dict(thread);
  self->set_field0(fresh);
  fresh = new_list(thread);
  self->set_names(fresh);
  std::string name = encoding->is_none() ? "" : utf8_of(*encoding);
  return none_or_error(create_expat(thread, self, encoding->is_none() ? nullptr : name.c_str(),
                                    is_plain_builder(thread, *target)));
}

RawObject elementtree_XMLParser_feed(Thread* thread, Arguments arguments) {
  XmlParser self(thread, arguments[0]);
  Object data(thread, arguments[1]);
  ExpatState* state = state_of(thread, *self);
  if (state == nullptr) return RawObject::error();
  return none_or_error(is_str(*data) ? parse_text(thread, self, state, data)
                                     : parse_buffer(thread, self, state, data));
}

RawObject elementtree_XMLParser_close(Thread* thread, Arguments arguments) {
  XmlParser self(thread, arguments[0]);
  ExpatState* state = state_of(thread, *self);
  if (state == nullptr || !parse_bytes(thread, self, state, "", 0, true)) return RawObject::error();
  if (state->builds) return result_of(thread, self, state);
  Object handler(thread, tuple_at(self->handlers(), kCloseHandler));
  return handler->is_none() ? RawObject::none() : call(thread, handler);
}

RawObject elementtree_XMLParser__parse_whole(Thread* thread, Arguments arguments) {
  XmlParser self(thread, arguments[0]);
  Object file(thread, arguments[1]);
  ExpatState* state = state_of(thread, *self);
  if (state == nullptr) return RawObject::error();
  Object read(thread, attribute_named(thread, file, "read"));
  if (read->is_error()) return *read;
  for (;;) {
    Piece piece = parse_piece(thread, self, state, read);
    if (piece == Piece::kFailed) return RawObject::error();
    if (piece == Piece::kEnd) break;
  }
  if (!parse_bytes(thread, self, state, "", 0, true)) return RawObject::error();
  return result_of(thread, self, state);
}

RawObject elementtree_XMLParser__setevents(Thread* thread, Arguments arguments) {
  XmlParser self(thread, arguments[0]);
  Object queue(thread, arguments[1]), names(thread, arguments[2]);
  ExpatState* state = state_of(thread, *self);
  if (state == nullptr) return RawObject::error();
  if (!state->builds) {
    return raise_type_error(thread,
                            "event handling only supported for ElementTree.TreeBuilder targets");
  }
  XmlTreeBuilder builder(thread, self->field1());
  if (!builder_set_events(thread, builder, queue, names)) return RawObject::error();
  install_expat_handlers(state, *self);
  want_expat_namespaces(state, builder_wants_NoGC(*builder, Event::kStartNamespace),
                        builder_wants_NoGC(*builder, Event::kEndNamespace));
  return RawObject::none();
}

RawObject elementtree_XMLParser_version_get(Thread* thread, Arguments) {
  return new_str_format(thread, "Expat %d.%d.%d", XML_MAJOR_VERSION, XML_MINOR_VERSION,
                        XML_MICRO_VERSION);
}

}  // namespace pyro::natives
