#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/exceptions.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/type.h"

// BaseExceptionGroup and ExceptionGroup (PEP 654).

namespace pyro {
namespace natives {

namespace {

// What split() and subgroup() accept.
bool is_matcher(RawObject matcher) {
  if (is_heap_function(matcher) || is_exception_type_NoGC(matcher)) return true;
  if (!is_heap_tuple(matcher)) return false;
  for (word i = 0, n = tuple_length(matcher); i < n; i++) {
    if (!is_exception_type_NoGC(tuple_at(matcher, i))) return false;
  }
  return true;
}

Truth matches(Thread* thread, const Object& exception, const Object& matcher) {
  if (is_heap_function(*matcher)) {
    Object answer(thread, call(thread, matcher, exception));
    return is_true(thread, answer);
  }
  RawObject type = type_of(thread, *exception);
  if (is_heap_type(*matcher)) return truth_of(is_subtype_NoGC(type, *matcher));
  for (word i = 0, n = tuple_length(*matcher); i < n; i++) {
    if (is_subtype_NoGC(type, tuple_at(*matcher, i))) return Truth::kTrue;
  }
  return Truth::kFalse;
}

bool copy_notes(Thread* thread, const Object& source, const Object& target) {
  Object notes(thread, find_attribute(thread, source, Symbol::k__notes__));
  if (notes->is_error()) return false;
  if (notes->is_unbound() || !(is_heap_list(*notes) || is_tuple(*notes))) return true;
  Object copy(thread, list_from_iterable(thread, notes));
  if (copy->is_error()) return false;
  Object name(thread, thread->runtime()->symbol(Symbol::k__notes__));
  return set_attribute(thread, target, name, copy);
}

// A group like `group` around the exceptions of a list; None for an empty list.
RawObject derive_group(Thread* thread, const Object& group, const List& exceptions) {
  if (exceptions->length() == 0) return RawObject::none();
  Object name(thread, new_str_ascii(thread, "derive"));
  Object method(thread, get_attribute(thread, group, name));
  if (method->is_error()) return *method;
  Object derived(thread, call(thread, method, exceptions));
  if (derived->is_error()) return *derived;
  if (!is_heap_base_exception_group(*derived)) {
    return raise_type_error(thread, "derive must return an instance of BaseExceptionGroup");
  }
  RawBaseException original = RawBaseException::cast(*group),
                   copy = RawBaseException::cast(*derived);
  copy.set_traceback(original.traceback());
  copy.set_context(original.context());
  copy.set_cause(original.cause());
  if (!original.cause().is_none()) copy.set_suppress(RawObject::true_object());
  return copy_notes(thread, group, derived) ? *derived : RawObject::error();
}

// Both halves of a split; None where there is nothing.
struct Halves {
  Object matching, rest;
};

bool split(Thread* thread, const Object& exception, const Object& matcher, bool want_rest,
           Halves* halves);

bool split_members(Thread* thread, const Object& group, const Object& matcher, bool want_rest,
                   Halves* halves) {
  List matching(thread, new_list(thread)), rest(thread, new_list(thread));
  Object members(thread, RawBaseExceptionGroup::cast(*group).exceptions());
  Object member(thread, RawObject::none());
  Halves parts{{thread, RawObject::none()}, {thread, RawObject::none()}};
  for (word i = 0, n = tuple_length(*members); i < n; i++) {
    member = tuple_at(*members, i);
    if (!split(thread, member, matcher, want_rest, &parts)) return false;
    if (!parts.matching->is_none() && !list_append(thread, matching, parts.matching)) return false;
    if (!parts.rest->is_none() && !list_append(thread, rest, parts.rest)) return false;
  }
  halves->matching = derive_group(thread, group, matching);
  if (halves->matching->is_error()) return false;
  if (!want_rest) return true;
  halves->rest = derive_group(thread, group, rest);
  return !halves->rest->is_error();
}

bool split(Thread* thread, const Object& exception, const Object& matcher, bool want_rest,
           Halves* halves) {
  halves->matching = RawObject::none();
  halves->rest = RawObject::none();
  RecursionGuard guard(thread, " in exceptiongroup_split_recursive");
  if (!guard.ok()) return false;
  Truth found = matches(thread, exception, matcher);
  if (found == Truth::kError) return false;
  if (found == Truth::kTrue) {
    halves->matching = *exception;
    return true;
  }
  if (!is_heap_base_exception_group(*exception)) {
    if (want_rest) halves->rest = *exception;
    return true;
  }
  return split_members(thread, exception, matcher, want_rest, halves);
}

bool split_by_argument(Thread* thread, Arguments arguments, bool want_rest, Halves* halves) {
  Object self(thread, arguments[0]), matcher(thread, arguments[1]);
  if (!is_matcher(*matcher)) {
    raise_type_error(thread, "expected a function, exception type or tuple of exception types");
    return false;
  }
  return split(thread, self, matcher, want_rest, halves);
}

bool is_sequence(Thread* thread, RawObject value) {
  return !is_heap_dict(value) &&
         !type_lookup(thread, type_of(thread, value), Symbol::k__getitem__).is_unbound();
}

// The second argument as a tuple of exceptions, or Error.
RawObject checked_members(Thread* thread, const Object& exceptions) {
  if (!is_sequence(thread, *exceptions)) {
    return raise_type_error(thread, "second argument (exceptions) must be a sequence");
  }
  Object members(thread, tuple_from_iterable(thread, exceptions));
  if (members->is_error()) return *members;
  word count = tuple_length(*members);
  if (count == 0)
    return raise_value_error(thread, "second argument (exceptions) must be a non-empty sequence");
  for (word i = 0; i < count; i++) {
    if (is_heap_base_exception(tuple_at(*members, i))) continue;
    return raise_value_error(thread, "Item %ld of second argument (exceptions) is not an exception",
                             i);
  }
  return *members;
}

// Has the group a member that is no Exception?
bool has_base_exceptions(Thread* thread, RawObject members) {
  RawObject exception_type = exc_type(thread, Exc::kException);
  for (word i = 0, n = tuple_length(members); i < n; i++) {
    if (!is_subtype_NoGC(type_of(thread, tuple_at(members, i)), exception_type)) return true;
  }
  return false;
}

// The class to instantiate: BaseExceptionGroup around Exceptions only becomes an ExceptionGroup.
RawObject class_for_members(Thread* thread, const Object& cls, RawObject members) {
  bool nested_base = has_base_exceptions(thread, members);
  if (*cls == exc_type(thread, Exc::kBaseExceptionGroup)) {
    return nested_base ? *cls : exc_type(thread, Exc::kExceptionGroup);
  }
  if (!nested_base || !is_subtype_NoGC(*cls, exc_type(thread, Exc::kException))) return *cls;
  if (*cls == exc_type(thread, Exc::kExceptionGroup)) {
    return raise_type_error(thread, "Cannot nest BaseExceptions in an ExceptionGroup");
  }
  return raise_type_error(thread, "Cannot nest BaseExceptions in '%N'", &cls);
}

}  // namespace

RawObject BaseExceptionGroup___new__(Thread* thread, Arguments arguments) {
  Object cls(thread, arguments[0]), args(thread, arguments[1]);
  word count = tuple_length(*args);
  if (count != 2) {
    return raise_type_error(
        thread, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%ld given)", count);
  }
  Object message(thread, tuple_at(*args, 0)), exceptions(thread, tuple_at(*args, 1));
  if (!is_str(*message)) {
    return raise_type_error(thread, "BaseExceptionGroup.__new__() argument 1 must be str, not %V",
                            &message);
  }
  Object members(thread, checked_members(thread, exceptions));
  if (members->is_error()) return *members;
  cls = class_for_members(thread, cls, *members);
  if (cls->is_error()) return *cls;
  RawBaseExceptionGroup group = RawBaseExceptionGroup::cast(allocate_exception(thread, cls, args));
  group.set_message(*message);
  group.set_exceptions(*members);
  return group;
}

RawObject BaseExceptionGroup___init__(Thread* thread, Arguments arguments) {
  return BaseException___init__(thread, arguments);
}

RawObject BaseExceptionGroup___str__(Thread* thread, Arguments arguments) {
  RawBaseExceptionGroup self = RawBaseExceptionGroup::cast(arguments[0]);
  Object message(thread, self.message());
  word count = tuple_length(self.exceptions());
  return new_str_format(thread, "%S (%ld sub-exception%s)", &message, count, count > 1 ? "s" : "");
}

RawObject BaseExceptionGroup_derive(Thread* thread, Arguments arguments) {
  Object type(thread, exc_type(thread, Exc::kBaseExceptionGroup));
  Object message(thread, RawBaseExceptionGroup::cast(arguments[0]).message()),
      exceptions(thread, arguments[1]);
  return call(thread, type, message, exceptions);
}

RawObject BaseExceptionGroup_split(Thread* thread, Arguments arguments) {
  Halves halves{{thread, RawObject::none()}, {thread, RawObject::none()}};
  if (!split_by_argument(thread, arguments, true, &halves)) return RawObject::error();
  return new_tuple_of(thread, halves.matching, halves.rest);
}

RawObject BaseExceptionGroup_subgroup(Thread* thread, Arguments arguments) {
  Halves halves{{thread, RawObject::none()}, {thread, RawObject::none()}};
  return split_by_argument(thread, arguments, false, &halves) ? *halves.matching
                                                              : RawObject::error();
}

RawObject BaseExceptionGroup___class_getitem__(Thread* thread, Arguments arguments) {
  Object alias(thread, thread->runtime()->type_at(LayoutId::kTypesGenericAlias));
  Object cls(thread, arguments[0]), item(thread, arguments[1]);
  return call(thread, alias, cls, item);
}

}  // namespace natives
}  // namespace pyro
