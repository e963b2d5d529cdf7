#include "interpreter/exceptions.h"

#include <algorithm>

#include "interpreter/call_paths.h"
#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/type.h"

namespace pyro::interpreter {

// --- unwinding

namespace {

// What push_function_frame made of it: a frame whose registers begin inside its caller's may end
// before them.
RawObject* top_of_frame(ActiveFrame* frame) {
  return std::max(frame->registers + frame->block->register_count, frame->return_top);
}

}  // namespace

void add_traceback_entry(Thread* thread, ActiveFrame* frame) {
  if ((frame->flags & kFrameHidden) != 0) return;
  Object exception(thread, thread->pending_exception());
  Object shown_frame(thread, frame_object(thread, frame));
  RawTraceback entry = RawTraceback::cast(new_instance_of_kind(thread, Kind::kTraceback));
  entry.set_frame(*shown_frame);
  entry.set_position(frame->pc - frame->block->words.data());
  entry.set_next(RawBaseException(exception->raw()).traceback());
  entry.set_line(RawObject::none());
  RawBaseException(exception->raw()).set_traceback(entry);
}

const uint32_t* find_handler(Thread* thread, ActiveFrame* frame) {
  uint32_t offset = static_cast<uint32_t>(frame->pc - frame->block->words.data());
  for (const ExceptionRange& range : frame->block->exceptions) {
    if (offset < range.start || offset >= range.end) continue;
    // Frames further in that were given up may have left the stack top above this frame's
    // registers.
    thread->stack_top = top_of_frame(frame);
    frame->registers[range.exception_register] = thread->take_exception();
    return frame->block->words.data() + range.handler;
  }
  return nullptr;
}

// Clean-up code that passes an exception on stands in no line: the frame is left where the
// exception came from.
static void show_where_raised_NoGC(ActiveFrame* frame, RawObject exception) {
  const uint32_t insn = *frame->pc;
  const bool stands = static_cast<Op>(insn & 0xff) == Op::kReraise && (insn >> 16 & 0xff) != 0;
  if (stands || !is_heap_base_exception(exception)) return;
  RawObject entry = RawBaseException(exception.raw()).traceback();
  if (entry.is_none() || !(RawTraceback(entry.raw()).frame() == frame->frame_object)) return;
  if (RawTraceback(entry.raw()).position() < 0) return;  // made by a program
  frame->pc = frame->block->words.data() + RawTraceback(entry.raw()).position();
}

bool leave_frame_raising(Thread* thread, ActiveFrame* frame) {
  thread->stack_top = top_of_frame(frame);
  if ((frame->flags & kFrameGenerator) != 0) {
    convert_escaping_exception(thread, frame);
    finish_generator(thread, frame);
  }
  bool entry = (frame->flags & kFrameEntry) != 0;
  Object exception(thread, thread->take_exception());
  show_where_raised_NoGC(frame, *exception);
  detach_frame(thread, frame);
  thread->set_pending_exception(*exception);
  pop_frame(thread);
  return entry;
}

RawObject handled_exception(Thread* thread) {
  for (ActiveFrame* frame = thread->frame; frame != nullptr; frame = caller_of(thread, frame)) {
    if (!frame->handled.is_none()) return frame->handled;
  }
  return thread->handled;
}

// --- raise

namespace {

bool is_exception_type(Thread* thread, RawObject value) {
  return is_heap_type(value) && is_subtype_NoGC(value, exc_type(thread, Exc::kBaseException));
}

// The exception instance for the operand of raise or from: an instance, or a type called without
// arguments.
RawObject exception_instance(Thread* thread, const Object& value, const char* complaint) {
  if (is_heap_base_exception(*value)) return *value;
  if (!is_exception_type(thread, *value)) return raise_type_error(thread, "%s", complaint);
  Object instance(thread, call(thread, value));
  if (instance->is_error() || is_heap_base_exception(*instance)) return *instance;
  Object wrong_type(thread, type_of(thread, *instance));
  return raise_type_error(thread,
                          "calling %R should have returned an instance of BaseException, not %R",
                          &value, &wrong_type);
}

}  // namespace

bool raise_statement(Thread* thread, ActiveFrame*, RawObject* operands, uint32_t count) {
  if (count == 0) {
    RawObject handled = handled_exception(thread);
    if (handled.is_none()) {
      raise(thread, Exc::kRuntimeError, "No active exception to reraise");
      return false;
    }
    thread->set_pending_exception(handled);
    return true;
  }
  Object value(thread, operands[0]);
  Object exception(thread,
                   exception_instance(thread, value, "exceptions must derive from BaseException"));
  if (exception->is_error()) return false;
  if (count == 2) {
    Object cause(thread, operands[1]);
    if (!cause->is_none())
      cause = exception_instance(thread, cause, "exception causes must derive from BaseException");
    if (cause->is_error()) return false;
    RawBaseException(exception->raw()).set_cause(*cause);
    RawBaseException(exception->raw()).set_suppress(RawObject::true_object());
  }
  raise_object(thread, exception);
  return false;
}

// --- except

namespace {

bool check_exception_class(Thread* thread, const Object& type) {
  const char* text = "catching classes that do not inherit from BaseException is not allowed";
  if (!is_tuple(*type)) {
    if (is_exception_type(thread, *type)) return true;
    raise_type_error(thread, text);
    return false;
  }
  RawObject types = underlying_value(*type);
  for (word i = 0; i < tuple_length(types); i++) {
    if (is_exception_type(thread, tuple_at(types, i))) continue;
    raise_type_error(thread, text);
    return false;
  }
  return true;
}

bool matches_NoGC(RawObject exception_type, RawObject type) {
  type = underlying_value(type);
  if (!is_heap_tuple(type)) return is_subtype_NoGC(exception_type, type);
  for (word i = 0; i < tuple_length(type); i++) {
    if (is_subtype_NoGC(exception_type, tuple_at(type, i))) return true;
  }
  return false;
}

}  // namespace

Truth exception_matches(Thread* thread, RawObject raw_exception, RawObject raw_type) {
  if (is_heap_type(raw_type) && type_has_flag(raw_type, kTypeException)) {
    return truth_of(is_subtype_NoGC(type_of(thread, raw_exception), raw_type));
  }
  Object exception(thread, raw_exception);
  Object type(thread, raw_type);
  if (!check_exception_class(thread, type)) return Truth::kError;
  return truth_of(matches_NoGC(type_of(thread, *exception), *type));
}

namespace {

bool names_a_group(Thread* thread, RawObject type) {
  RawObject group = exc_type(thread, Exc::kBaseExceptionGroup);
  type = underlying_value(type);
  if (!is_heap_tuple(type)) return is_subtype_NoGC(type, group);
  for (word i = 0; i < tuple_length(type); i++) {
    if (is_subtype_NoGC(tuple_at(type, i), group)) return true;
  }
  return false;
}

RawObject new_group(Thread* thread, const Object& message, const List& members) {
  Object type(thread, exc_type(thread, Exc::kExceptionGroup));
  Object group_type(thread, exc_type(thread, Exc::kBaseExceptionGroup));
  RawObject plain = exc_type(thread, Exc::kException);
  for (word i = 0; i < members->length(); i++) {
    if (!is_subtype_NoGC(type_of(thread, list_at(*members, i)), plain)) type = *group_type;
  }
  return call(thread, type, message, members);
}

RawObject wrap_in_group(Thread* thread, const Object& exception) {
  Object members(thread, new_tuple_of(thread, exception));
  Object message(thread, RawObject::from_small_str("", 0));
  Object type(
      thread,
      exc_type(thread, Exc::kBaseExceptionGroup));  // turns into an ExceptionGroup where it can
  return call(thread, type, message, members);
}

}  // namespace

bool match_exception_group(Thread* thread, RawObject raw_exception, RawObject raw_type,
                           RawObject* result) {
  Object exception(thread, raw_exception);
  Object type(thread, raw_type);
  if (exception->is_none()) {
    result[0] = result[1] = RawObject::none();
    return true;
  }
  if (!check_exception_class(thread, type)) return false;
  if (names_a_group(thread, *type)) {
    raise_type_error(thread,
                     "catching ExceptionGroup with except* is not allowed. Use except instead.");
    return false;
  }
  if (!is_heap_base_exception_group(*exception)) {
    bool matches = matches_NoGC(type_of(thread, *exception), *type);
    RawObject match = matches ? wrap_in_group(thread, exception) : RawObject::none();
    if (match.is_error()) return false;
    result[0] = match;
    result[1] = matches ? RawObject::none() : *exception;
    return true;
  }
  if (matches_NoGC(type_of(thread, *exception), *type)) {
    result[0] = *exception;
    result[1] = RawObject::none();
    return true;
  }
  Object split(thread, get_attribute(thread, exception, Symbol::ksplit));
  if (split->is_error()) return false;
  RawObject parts = call(thread, split, type);
  if (parts.is_error()) return false;
  if (!is_heap_tuple(parts) || tuple_length(parts) < 2) {
    raise_type_error(thread, "%s", "split() must return a 2-tuple");
    return false;
  }
  result[0] = tuple_at(parts, 0);
  result[1] = tuple_at(parts, 1);
  return true;
}

namespace {

bool same_metadata(RawObject a, RawObject b) {
  RawBaseException x(a.raw()), y(b.raw());
  return x.cause() == y.cause() && x.context() == y.context() && x.traceback() == y.traceback();
}

// Adds the leaves of an exception tree to a list.
bool collect_leaves(Thread* thread, const Object& exception, const List& leaves) {
  if (!is_heap_base_exception_group(*exception)) return list_append(thread, leaves, exception);
  Object member(thread, RawObject::none());
  Object members(thread, RawBaseExceptionGroup::cast(*exception).exceptions());
  for (word i = 0; i < tuple_length(*members); i++) {
    member = tuple_at(*members, i);
    if (!collect_leaves(thread, member, leaves)) return false;
  }
  return true;
}

bool list_has_NoGC(RawList list, RawObject value) {
  for (word i = 0; i < list.length(); i++) {
    if (list_at(list, i) == value) return true;
  }
  return false;
}

// The part of the tree `original` whose leaves are in `leaves`, in the original's shape; None if
// empty.
RawObject project(Thread* thread, const Object& original, const List& leaves) {
  if (!is_heap_base_exception_group(*original))
    return list_has_NoGC(*leaves, *original) ? *original : RawObject::none();
  List kept(thread, new_list(thread, 0));
  Object members(thread, RawBaseExceptionGroup::cast(*original).exceptions());
  Object member(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*members); i++) {
    member = tuple_at(*members, i);
    member = project(thread, member, leaves);
    if (member->is_error()) return *member;
    if (!member->is_none() && !list_append(thread, kept, member)) return RawObject::error();
  }
  if (kept->length() == 0) return RawObject::none();
  Object derive(thread, get_attribute(thread, original, Symbol::kderive));
  if (derive->is_error()) return *derive;
  Object group(thread, call(thread, derive, kept));
  if (group->is_error() || !is_heap_base_exception(*group)) return *group;
  RawBaseException source(original->raw()), target(group->raw());
  target.set_traceback(source.traceback());
  target.set_context(source.context());
  target.set_cause(source.cause());
  target.set_suppress(source.suppress());
  return *group;
}

}  // namespace

RawObject combine_exception_group(Thread* thread, RawObject raw_original, RawObject raw_list) {
  Object original(thread, raw_original);
  List list(thread, raw_list);
  List raised(thread, new_list(thread, 0));
  List leaves(thread, new_list(thread, 0));
  Object item(thread, RawObject::none());
  bool is_group = is_heap_base_exception_group(*original);
  for (word i = 0; i < list->length(); i++) {
    item = list_at(*list, i);
    if (item->is_none()) continue;
    if (!is_group) return *item;
    bool again = same_metadata(*item, *original);
    if (!(again ? collect_leaves(thread, item, leaves) : list_append(thread, raised, item)))
      return RawObject::error();
  }
  Object rest(thread, RawObject::none());
  if (leaves->length() > 0) rest = project(thread, original, leaves);
  if (rest->is_error()) return *rest;
  if (raised->length() == 0) return *rest;
  if (!rest->is_none() && !list_append(thread, raised, rest)) return RawObject::error();
  // What a clause has raised anew is wrapped, even if it is alone.
  Object message(thread, RawObject::from_small_str("", 0));
  return new_group(thread, message, raised);
}

// --- with

bool load_context_method(Thread* thread, RawObject raw_manager, bool is_async, bool enter,
                         RawObject* window) {
  Object manager(thread, raw_manager);
  Symbol name = is_async ? (enter ? Symbol::k__aenter__ : Symbol::k__aexit__)
                         : (enter ? Symbol::k__enter__ : Symbol::k__exit__);
  bool self_needed;
  RawObject method = lookup_special(thread, manager, name, &self_needed);
  if (method.is_error()) return false;
  if (method.is_unbound()) {
    Symbol entry = is_async ? Symbol::k__aenter__ : Symbol::k__enter__;
    bool has_entry = !type_lookup(thread, type_of(thread, *manager), entry).is_unbound();
    raise_type_error(thread, "'%T' object does not support the %scontext manager protocol%s",
                     &manager, is_async ? "asynchronous " : "",
                     enter || !has_entry ? ""
                     : is_async          ? " (missed __aexit__ method)"
                                         : " (missed __exit__ method)");
    return false;
  }
  window[0] = method;
  window[1] = self_needed ? *manager : RawObject::unbound();
  return true;
}

}  // namespace pyro::interpreter
