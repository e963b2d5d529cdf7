#include "interpreter/interpreter.h"

#include "interpreter/code_assembly.h"
#include "interpreter/compile_service.h"
#include "interpreter/exceptions.h"
#include "interpreter/generator.h"
#include "interpreter/handlers.h"
#include "interpreter/liveness.h"
#include "interpreter/tracing.h"
#include "runtime/attributes.h"
#include "runtime/binding.h"
#include "runtime/bootstrap.h"
#include "runtime/call.h"
#include "runtime/dict.h"
#include "runtime/factories.h"
#include "runtime/function.h"
#include "runtime/operations.h"
#include "runtime/type.h"

namespace pyro::interpreter {

namespace {

RawObject call_function(Thread* thread, RawObject* base, word count, RawObject keyword_names) {
  RecursionGuard guard(thread, "");
  if (!guard.ok()) return RawObject::error();
  bool receiver = !base[1].is_unbound();
  RawObject* arguments = receiver ? base + 1 : base + 2;
  RawObject* old_top = thread->stack_top;
  CodeBlock* block = code_block(thread, RawFunction(base[0].raw()).code());
  // Binding may write parameters behind the arguments.
  thread->stack_top = std::max(old_top, arguments + count + receiver);
  bool simple = block->simple_signature && count + receiver == block->argument_count &&
                keyword_names.is_none();
  if (!simple &&
      !bind_python_arguments(thread, base[0], arguments, count + receiver, keyword_names)) {
    thread->stack_top = old_top;
    return RawObject::error();
  }
  ActiveFrame* frame = push_function_frame(thread, base[0], arguments, 0, kFrameEntry);
  if (frame == nullptr) {
    thread->stack_top = old_top;
    return RawObject::error();
  }
  RawObject result = run_frame(thread, frame);
  thread->stack_top = old_top;
  return result;
}

// How many registers from the window of the CALL at the frame's pc on belong to the native function
// that runs on it: the defaults of absent arguments lie behind the operands.
word registers_of_native(Thread* thread, const ActiveFrame* frame) {
  uint32_t insn = *frame->pc;
  if (op_info(static_cast<Op>(insn & 0xff)).base != Op::kCall) return 0;
  RawObject callable = frame->registers[insn >> 16 & 0xff];
  if (is_heap_type(callable))
    callable = type_lookup_unobserved_NoGC(callable, thread->runtime()->symbol(Symbol::k__new__));
  if (!is_heap_native_function(callable) && !is_heap_method_descriptor(callable) &&
      !is_heap_slot_wrapper(callable))
    return 0;
  return 2 + thread->runtime()->native_at(RawNativeFunction(callable.raw()).index())->positional;
}

// Behind the registers of the innermost frame may lie registers of frames further out, which the
// calls that are under way begin in: nothing of what they hold is needed.
void clear_behind_registers(Thread* thread, ActiveFrame* frame) {
  const uint32_t window = *frame->pc >> 16 & 0xff;
  RawObject* begin = frame->registers + std::max<word>(frame->block->register_count,
                                                       window + registers_of_native(thread, frame));
  for (RawObject* slot = begin; slot < frame->return_top; slot++) *slot = RawObject::unbound();
}

void drop_dead_temporaries(Thread* thread) {
  if (thread->frame == nullptr) return;
  clear_behind_registers(thread, thread->frame);
  for (ActiveFrame* frame = thread->frames_base; frame <= thread->frame; frame++) {
    bool native_callee = frame == thread->frame || (frame[1].flags & kFrameEntry) != 0;
    word limit = frame->block->register_count;
    // A callee's registers begin in its caller's window, whether or not C++ code lies between them.
    if (frame != thread->frame)
      limit = std::min<word>(limit, frame[1].registers - frame->registers);
    word kept_from = *frame->pc >> 16 & 0xff;
    word kept = native_callee ? registers_of_native(thread, frame) : 0;
    clear_dead_temporaries(frame, native_callee, limit, kept_from, kept_from + kept);
  }
}

void visit_frames(Thread* thread, gc::RootVisitor& visitor, gc::CollectionKind) {
  if (thread->frame == nullptr) return;
  for (ActiveFrame* frame = thread->frames_base; frame <= thread->frame; frame++) {
    visitor.visit(frame_roots_begin(frame), frame_roots_end(frame), "frame");
  }
}

// The builtins that code with these globals sees: globals['__builtins__'] (a module or a mapping),
// else the runtime's.
RawObject builtins_of(Thread* thread, const Object& globals) {
  Dict dict(thread, *globals);
  Object value(thread, dict_get(thread, dict, Symbol::k__builtins__));
  if (is_heap_module(*value)) return RawModule::cast(*value).dict();
  if (value->is_unbound() || value->is_error()) return thread->runtime()->builtins_dict();
  return *value;
}

}  // namespace

RawObject execute_code(Thread* thread, const Object& code, const Object& globals,
                       const Object& locals, const Object& closure) {
  RecursionGuard guard(thread, "");
  if (!guard.ok()) return RawObject::error();
  Code woken(thread, *code);
  if (!wake_code(thread, woken)) return RawObject::error();
  Function function(thread, new_instance_of_kind(thread, Kind::kFunction));
  function->set_code(*code);
  function->set_globals(*globals);
  function->set_closure(*closure);
  Object builtins(thread, builtins_of(thread, globals));
  if (!(*builtins == thread->runtime()->builtins_dict())) {
    FunctionExtras extras(thread, function_extras(thread, function));
    extras->set_builtins(*builtins);
  }
  ActiveFrame* frame =
      push_function_frame(thread, *function, thread->stack_top, 0, kFrameEntry | kFrameNamespace);
  if (frame == nullptr) return RawObject::error();
  frame->locals = *locals;
  return run_frame(thread, frame);
}

void install(Thread* thread) {
  ExecutionHooks& hooks = thread->runtime()->hooks;
  hooks.call_function = call_function;
  hooks.resume_generator = resume_generator;
  hooks.iterate_generator = iterate_generator;
  hooks.send = send_to_delegate;
  hooks.wake_code = wake_code;
  hooks.visit_frames = visit_frames;
  hooks.drop_dead_temporaries = drop_dead_temporaries;
  hooks.handled_exception = handled_exception;
  hooks.safepoint = handle_interrupts;
  hooks.tracing_changed = tracing_changed;
}

namespace {

constexpr int kStubExtendKey = 0;

// The metaclass that stubs use. It is a builtin function only until the first stub has run.
RawObject stub_extend(Thread* thread) {
  RawObject known = thread->runtime()->module_state(&kStubExtendKey);
  if (!known.is_none()) return known;
  Dict builtins(thread, thread->runtime()->builtins_dict());
  Object name(thread, intern_ascii(thread, "__stub_extend__"));
  known = dict_remove(thread, builtins, name);
  thread->runtime()->set_module_state(&kStubExtendKey, known);
  return known;
}

// Classes that a stub lists in `__static_types__` pass for types written in C: messages name them
// with their module.
bool mark_static_types(Thread* thread, const Dict& ns) {
  Object key(thread, intern_ascii(thread, "__static_types__"));
  Object types(thread, dict_remove(thread, ns, key));
  if (types->is_error()) return false;
  if (!is_heap_tuple(*types)) return true;
  for (word i = 0; i < tuple_length(*types); i++) {
    Type type(thread, tuple_at(*types, i));
    type->set_flags(type->flags() | kTypeExtension);
    RawObject module = type_dict_get(thread, *type, thread->runtime()->symbol(Symbol::k__module__));
    if (is_str(module)) type->set_module(module);
  }
  return true;
}

}  // namespace

bool run_stub_source(Thread* thread, const NativeModuleDefinition& definition,
                     const Object& module) {
  if (definition.python_source == nullptr) return true;
  std::string filename = std::string("<stub ") + definition.name + ">";
  Object code(thread, compile_text(thread, definition.python_source, filename));
  if (code->is_error()) return false;
  Object ns(thread, RawModule::cast(*module).dict());
  Object none(thread, RawObject::none());
  Dict dict(thread, *ns);
  Object extend(thread, stub_extend(thread));
  Object extend_name(thread, intern_ascii(thread, "__stub_extend__"));
  if (!dict_set(thread, dict, extend_name, extend)) return false;
  if (execute_code(thread, code, ns, ns, none).is_error()) return false;
  if (dict_remove(thread, dict, extend_name).is_error()) return false;
  if (!mark_static_types(thread, dict)) return false;
  Object key(thread, intern_ascii(thread, "__stub_types__"));
  return !dict_remove(thread, dict, key).is_error();
}

RawObject create_native_module(Thread* thread, std::string_view name) {
  const NativeModuleDefinition* definition = find_native_module(thread, name);
  if (definition == nullptr) return RawObject::none();
  Object module(thread, new_native_module(thread, *definition));
  if (module->is_error() || !run_stub_source(thread, *definition, module))
    return RawObject::error();
  return *module;
}

}  // namespace pyro::interpreter
