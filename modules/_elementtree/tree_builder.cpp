#include "modules/_elementtree/elementtree.h"
#include "runtime/str.h"

// TreeBuilder: elements out of starts, ends and texts.
//
// Text belongs to the element that was opened last, or behind the one that was closed last; it is
// stored when the next element begins or ends, pieces joined.

namespace pyro::elementtree {

namespace {

RawObject joined_data(Thread* thread, const Object& data) {
  if (!is_heap_list(*data)) return *data;
  Object empty(thread, new_str_ascii(thread, ""));
  return str_join(thread, empty, data);
}

// Appends `text` to what `target` has in the field (an attribute for other objects than plain
// elements).
bool store_text(Thread* thread, const Object& target, const Object& text, const char* name,
                word field) {
  bool is_plain = type_of(thread, *target) == module_type(thread, kElementType);
  Object key(thread, intern_ascii(thread, name));
  Object before(thread, is_plain ? target->at(field) : get_attribute(thread, target, key));
  if (before->is_error()) return false;
  Object whole(thread, *text);
  if (!before->is_none()) {
    List parts(thread, new_list(thread));
    if (!list_append(thread, parts, before) || !list_append(thread, parts, text)) return false;
    whole = joined_data(thread, parts);
    if (whole->is_error()) return false;
  }
  if (!is_plain) return set_attribute(thread, target, key, whole);
  target->set_at(field, *whole);
  return true;
}

bool flush_data(Thread* thread, const XmlTreeBuilder& builder) {
  if (builder->data().is_none()) return true;
  Object data(thread, builder->data());
  Object text(thread, joined_data(thread, data));
  if (text->is_error()) return false;
  Object target(thread, builder->last_for_tail());
  bool is_tail = !target->is_none();
  if (!is_tail) target = builder->last();
  bool ok = is_tail ? store_text(thread, target, text, "tail", RawXmlElement::kTailIndex)
                    : store_text(thread, target, text, "text", RawXmlElement::kTextIndex);
  if (ok) builder->set_data(RawObject::none());
  return ok;
}

bool add_to_current(Thread* thread, const XmlTreeBuilder& builder, const Object& node) {
  Object current(thread, builder->current());
  if (type_of(thread, *current) == module_type(thread, kElementType)) {
    XmlElement element(thread, *current);
    return check_element(thread, node) && add_child(thread, element, node);
  }
  return !call_method(thread, current, Symbol::kappend, node).is_error();
}

bool report(Thread* thread, const XmlTreeBuilder& builder, Event event, const Object& value) {
  if (!builder_wants_NoGC(*builder, event)) return true;
  Object name(thread, tuple_at(builder->events(), static_cast<word>(event)));
  Object pair(thread, new_tuple_of(thread, name, value));
  Object append(thread, builder->append_event());
  return !call(thread, append, pair).is_error();
}

RawObject raise_parse_error(Thread* thread, const char* message) {
  return raise(thread, module_type(thread, kParseErrorType), "%s", message);
}

// Comments and instructions: into the tree if that was asked for and an element is open.
RawObject add_single(Thread* thread, const XmlTreeBuilder& builder, const Object& node,
                     BuilderFlag flag, Event event) {
  if ((builder->flags() & flag) != 0 && !builder->current().is_none()) {
    if (!flush_data(thread, builder) || !add_to_current(thread, builder, node))
      return RawObject::error();
    builder->set_last_for_tail(*node);
  }
  return report(thread, builder, event, node) ? *node : RawObject::error();
}

constexpr const char* kEventNames[kEventCount] = {"start",  "end",     "start-ns",
                                                  "end-ns", "comment", "pi"};

// The number of an event name; -1: unknown.
word event_number(RawObject name) {
  for (word i = 0; i < kEventCount; i++) {
    if (is_str(name) && str_equals_ascii_NoGC(underlying_value(name), kEventNames[i])) return i;
    if (!is_bytes(name)) continue;
    RawObject exact = underlying_value(name);
    if (bytes_data(exact) == kEventNames[i]) return i;
  }
  return -1;
}

bool note_event(Thread* thread, const Tuple& events, const Object& name) {
  if (!is_str(*name) && !is_bytes(*name)) {
    raise_value_error(thread, "invalid events sequence");
    return false;
  }
  word number = event_number(*name);
  if (number < 0) {
    raise_value_error(thread, is_str(*name) ? "unknown event '%S'" : "unknown event %R", &name);
    return false;
  }
  tuple_init(*events, number, *name);
  return true;
}

}  // namespace

bool builder_wants_NoGC(RawXmlTreeBuilder builder, Event event) {
  return !builder.append_event().is_none() &&
         !tuple_at(builder.events(), static_cast<word>(event)).is_none();
}

RawObject new_builder(Thread* thread) {
  Object cls(thread, module_type(thread, kTreeBuilderType));
  XmlTreeBuilder builder(thread, allocate_for(thread, *cls));
  builder->set_flags(0);
  RawObject stack = new_list(thread);
  builder->set_stack(stack);
  RawObject factories = thread->runtime()->module_state(&kFactoriesKey);
  builder->set_comment_factory(array_at(factories, 0));
  builder->set_pi_factory(array_at(factories, 1));
  return *builder;
}

bool builder_data(Thread* thread, const XmlTreeBuilder& builder, const Object& data) {
  if (builder->last().is_none()) return true;  // in front of the document
  Object before(thread, builder->data());
  if (before->is_none()) {
    builder->set_data(*data);
    return true;
  }
  List pieces(thread, is_heap_list(*before) ? *before : new_list(thread));
  if (!is_heap_list(*before) && !list_append(thread, pieces, before)) return false;
  builder->set_data(*pieces);
  return list_append(thread, pieces, data);
}

RawObject builder_start(Thread* thread, const XmlTreeBuilder& builder, const Object& tag,
                        const Object& attributes) {
  if (!flush_data(thread, builder)) return RawObject::error();
  Object factory(thread, builder->element_factory()), node(thread, RawObject::none());
  if (factory->is_none()) {
    node = new_element(thread, tag, attributes);
  } else {
    Object given(thread, attributes->is_none() ? new_dict(thread) : *attributes);
    node = call(thread, factory, tag, given);
    if (node->is_error()) return *node;
  }
  if (builder->current().is_none()) {
    if (!builder->root().is_none())
      return raise_parse_error(thread, "multiple elements on top level");
    builder->set_root(*node);
  } else if (!add_to_current(thread, builder, node)) {
    return RawObject::error();
  }
  List stack(thread, builder->stack());
  Object current(thread, builder->current());
  if (!list_append(thread, stack, current)) return RawObject::error();
  builder->set_current(*node);
  builder->set_last(*node);
  builder->set_last_for_tail(RawObject::none());
  return report(thread, builder, Event::kStart, node) ? *node : RawObject::error();
}

RawObject builder_end(Thread* thread, const XmlTreeBuilder& builder) {
  if (!flush_data(thread, builder)) return RawObject::error();
  List stack(thread, builder->stack());
  word depth = stack->length();
  if (depth == 0) return raise(thread, Exc::kIndexError, "pop from empty stack");
  Object node(thread, builder->current());
  builder->set_last(*node);
  builder->set_last_for_tail(*node);
  builder->set_current(list_at(*stack, depth - 1));
  list_remove_range(thread, stack, depth - 1, 1);
  return report(thread, builder, Event::kEnd, node) ? *node : RawObject::error();
}

RawObject builder_comment(Thread* thread, const XmlTreeBuilder& builder, const Object& text) {
  Object factory(thread, builder->comment_factory()), node(thread, *text);
  if (!factory->is_none()) node = call(thread, factory, text);
  if (node->is_error()) return *node;
  return add_single(thread, builder, node, kInsertComments, Event::kComment);
}

RawObject builder_instruction(Thread* thread, const XmlTreeBuilder& builder, const Object& target,
                              const Object& text) {
  Object factory(thread, builder->pi_factory()), node(thread, RawObject::none());
  node =
      factory->is_none() ? new_tuple_of(thread, target, text) : call(thread, factory, target, text);
  if (node->is_error()) return *node;
  return add_single(thread, builder, node, kInsertInstructions, Event::kInstruction);
}

bool builder_start_namespace(Thread* thread, const XmlTreeBuilder& builder, const Object& prefix,
                             const Object& uri) {
  Object pair(thread, new_tuple_of(thread, prefix, uri));
  return report(thread, builder, Event::kStartNamespace, pair);
}

bool builder_end_namespace(Thread* thread, const XmlTreeBuilder& builder) {
  Object none(thread, RawObject::none());
  return report(thread, builder, Event::kEndNamespace, none);
}

RawObject builder_close(Thread*, const XmlTreeBuilder& builder) { return builder->root(); }

bool builder_set_events(Thread* thread, const XmlTreeBuilder& builder, const Object& queue,
                        const Object& names) {
  Object append(thread, get_attribute(thread, queue, Symbol::kappend));
  if (append->is_error()) return false;
  Tuple events(thread, new_tuple(thread, kEventCount));
  Object name(thread, RawObject::none());
  for (word i = 0; i < kEventCount; i++) tuple_init(*events, i, *name);
  if (names->is_none()) {
    name = new_str_ascii(thread, "end");
    tuple_init(*events, static_cast<word>(Event::kEnd), *name);
  } else {
    Object iterator(thread, get_iterator(thread, names));
    if (iterator->is_error()) {
      if (clear_pending_if(thread, Exc::kTypeError))
        raise_type_error(thread, "events must be a sequence");
      return false;
    }
    List items(thread, list_from_iterable(thread, iterator));
    if (items->is_error()) return false;
    for (word i = 0; i < items->length(); i++) {
      name = list_at(*items, i);
      if (!note_event(thread, events, name)) return false;
    }
  }
  builder->set_events(*events);
  builder->set_append_event(*append);
  return true;
}

}  // namespace pyro::elementtree

namespace pyro::natives {

using namespace elementtree;

RawObject elementtree_TreeBuilder___new__(Thread* thread, Arguments arguments) {
  XmlTreeBuilder builder(thread, allocate_for(thread, arguments[0]));
  builder->set_flags(0);
  RawObject stack = new_list(thread);
  builder->set_stack(stack);
  return *builder;
}

RawObject elementtree_TreeBuilder___init__(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  self->set_element_factory(arguments[1]);
  RawObject factories = thread->runtime()->module_state(&kFactoriesKey);
  self->set_comment_factory(arguments[2].is_none() ? array_at(factories, 0) : arguments[2]);
  self->set_pi_factory(arguments[3].is_none() ? array_at(factories, 1) : arguments[3]);
  word flags = 0;
  for (word i = 0; i < 2; i++) {
    Object wanted(thread, arguments[4 + i]);
    Truth truth = is_true(thread, wanted);
    if (truth == Truth::kError) return RawObject::error();
    if (truth == Truth::kTrue) flags |= i == 0 ? kInsertComments : kInsertInstructions;
  }
  self->set_flags(flags);
  self->set_events(RawObject::none());
  self->set_append_event(RawObject::none());
  return RawObject::none();
}

RawObject elementtree_TreeBuilder_data(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  Object data(thread, arguments[1]);
  return none_or_error(builder_data(thread, self, data));
}

RawObject elementtree_TreeBuilder_start(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  Object tag(thread, arguments[1]), attributes(thread, arguments[2]);
  if (!is_heap_dict(*attributes))
    return raise_argument(thread, "start() argument 2 must be dict", attributes);
  return builder_start(thread, self, tag, attributes);
}

RawObject elementtree_TreeBuilder_end(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  return builder_end(thread, self);
}

RawObject elementtree_TreeBuilder_comment(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  Object text(thread, arguments[1]);
  return builder_comment(thread, self, text);
}

RawObject elementtree_TreeBuilder_pi(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  Object target(thread, arguments[1]), text(thread, arguments[2]);
  return builder_instruction(thread, self, target, text);
}

RawObject elementtree_TreeBuilder_close(Thread* thread, Arguments arguments) {
  XmlTreeBuilder self(thread, arguments[0]);
  return builder_close(thread, self);
}

RawObject elementtree__set_factories(Thread* thread, Arguments arguments) {
  constexpr const char* kWhat[] = {"Comment", "PI"};
  for (word i = 0; i < 2; i++) {
    Object factory(thread, arguments[i]);
    if (factory->is_none() || is_callable(thread, *factory)) continue;
    return raise_type_error(thread, "%s factory must be callable, not %T", kWhat[i], &factory);
  }
  RawObject factories = thread->runtime()->module_state(&kFactoriesKey);
  Object comment(thread, array_at(factories, 0)), instruction(thread, array_at(factories, 1));
  array_set(factories, 0, arguments[0]);
  array_set(factories, 1, arguments[1]);
  return new_tuple_of(thread, comment, instruction);
}

}  // namespace pyro::natives
