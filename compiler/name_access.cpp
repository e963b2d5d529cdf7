// How names are read, bound and deleted, depending on what scope analysis found.

#include "compiler/code_generator.h"

namespace pyro::compiler {

using namespace ast;

Access CodeGenerator::access_of(Identifier name) {
  const Block& block = *unit_->block;
  const Symbol* symbol = block.find(name);
  NameScope scope = symbol == nullptr ? NameScope::kGlobalImplicit : symbol->scope;
  switch (scope) {
    case NameScope::kFree:
    case NameScope::kCell: {
      const Unit::CellInfo& cell = unit_->cells[name];
      return {block.type == BlockType::kClass ? AccessKind::kClassCell : AccessKind::kCell,
              cell.place, cell.index};
    }
    case NameScope::kLocal:
      if (block.type == BlockType::kFunction && emitter().is_emitting) {
        Access access{AccessKind::kVariable, {}, 0};
        access.place = emitter().variable_place(std::string(name->text), &access.index);
        return access;
      }
      return {AccessKind::kName, {}, 0};
    case NameScope::kGlobalImplicit:
      return {block.type == BlockType::kFunction ? AccessKind::kGlobal : AccessKind::kName, {}, 0};
    case NameScope::kGlobalExplicit:
      return {AccessKind::kGlobal, {}, 0};
    case NameScope::kUnknown:
      break;
  }
  return {AccessKind::kName, {}, 0};
}

bool CodeGenerator::check_not_debug(const LocatedNode* where, Identifier name,
                                    ExprContext context) {
  if (context == ExprContext::Load || name->text != "__debug__") return true;
  fail(where,
       context == ExprContext::Store ? "cannot assign to __debug__" : "cannot delete __debug__");
  return false;
}

// What inner functions capture under this name. In a class body, __class__ is the class, even where
// the body itself has that name from further out.
const Unit::CellInfo& CodeGenerator::closure_cell(Identifier name) {
  const Block& block = *unit_->block;
  const bool is_class_cell =
      block.type == BlockType::kClass && block.needs_class_closure && name->text == "__class__";
  return is_class_cell ? unit_->class_cell : unit_->cells[name];
}

Register CodeGenerator::cell_operand(const Unit::CellInfo& cell) {
  if (!cell.place.is_far) return cell.place.register_number;
  Register copy = emitter().push_temporary();
  emitter().emit_wide(Op::kGetFar, copy, cell.place.register_number);
  return copy;
}

void CodeGenerator::load_name(Identifier plain_name, Register destination) {
  Emitter& e = emitter();
  if (plain_name->text == "__debug__") {
    e.emit(Op::kLoadSingleton, destination, options_.optimize_level > 0 ? 1 : 2);
    return;
  }
  Identifier name = mangled(plain_name);
  Access access = access_of(name);
  TemporaryScope scope(*this);
  auto word = static_cast<uint32_t>(access.index);
  switch (access.kind) {
    case AccessKind::kVariable:
      if (access.place.is_far) {
        // The destination may be a variable itself: it must not change if the check fails.
        Register copy = scratch(destination);
        e.emit_wide(Op::kGetFar, copy, access.place.register_number);
        e.emit(Op::kCheckBound, copy, 0, 0, word);
        e.move(destination, copy);
      } else {
        e.emit(Op::kCheckBound, access.place.register_number, 0, 0, word);
        e.move(destination, access.place.register_number);
      }
      break;
    case AccessKind::kCell:
      e.emit(Op::kGetCell, destination, cell_operand({access.index, access.place}), 0, word);
      break;
    case AccessKind::kClassCell:
      e.emit(Op::kLoadClassCell, destination, cell_operand({access.index, access.place}), 0,
             static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
    case AccessKind::kGlobal:
      e.emit(Op::kLoadGlobal, destination, 0, 0,
             static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
    case AccessKind::kName:
      e.emit(Op::kLoadName, destination, 0, 0,
             static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
  }
}

void CodeGenerator::store_name(Identifier plain_name, Register value) {
  Emitter& e = emitter();
  Identifier name = mangled(plain_name);
  Access access = access_of(name);
  TemporaryScope scope(*this);
  switch (access.kind) {
    case AccessKind::kVariable:
      if (access.place.is_far) {
        e.emit_wide(Op::kSetFar, value, access.place.register_number);
      } else {
        e.move(access.place.register_number, value);
      }
      break;
    case AccessKind::kCell:
    case AccessKind::kClassCell:
      e.emit(Op::kSetCell, cell_operand({access.index, access.place}), value);
      break;
    case AccessKind::kGlobal:
      e.emit(Op::kStoreGlobal, value, 0, 0, static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
    case AccessKind::kName:
      e.emit(Op::kStoreName, value, 0, 0, static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
  }
}

void CodeGenerator::delete_name(Identifier plain_name) {
  Emitter& e = emitter();
  Identifier name = mangled(plain_name);
  Access access = access_of(name);
  TemporaryScope scope(*this);
  auto word = static_cast<uint32_t>(access.index);
  switch (access.kind) {
    case AccessKind::kVariable: {
      Register variable = access.place.register_number;
      if (access.place.is_far) {
        variable = e.push_temporary();
        e.emit_wide(Op::kGetFar, variable, access.place.register_number);
      }
      e.emit(Op::kDeleteLocal, variable, 0, 0, word);
      if (access.place.is_far) e.emit_wide(Op::kSetFar, variable, access.place.register_number);
      break;
    }
    case AccessKind::kCell:
    case AccessKind::kClassCell:
      e.emit(Op::kDeleteCell, cell_operand({access.index, access.place}), 0, 0, word);
      break;
    case AccessKind::kGlobal:
      e.emit(Op::kDeleteGlobal, 0, 0, 0, static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
    case AccessKind::kName:
      e.emit(Op::kDeleteName, 0, 0, 0, static_cast<uint32_t>(e.name(std::string(name->text))));
      break;
  }
}

// The end of `except E as name`: the program may have deleted the name already.
void CodeGenerator::forget_name(Identifier plain_name) {
  TemporaryScope scope(*this);
  Access access = access_of(mangled(plain_name));
  if (access.kind == AccessKind::kVariable && !access.place.is_far) {
    load_unbound(access.place.register_number);
    return;
  }
  Register none = emitter().push_temporary();
  if (access.kind == AccessKind::kVariable) {
    load_unbound(none);
    store_name(plain_name, none);
    return;
  }
  load_none(none);
  store_name(plain_name, none);
  delete_name(plain_name);
}

Register CodeGenerator::local_register(Identifier plain_name) {
  Access access = access_of(mangled(plain_name));
  return access.kind == AccessKind::kVariable && !access.place.is_far ? access.place.register_number
                                                                      : -1;
}

// A variable is its own operand, unless a := of the same block might rebind it before the operand
// is used.
Register CodeGenerator::name_operand(const Name* node, Register hint) {
  Identifier name = mangled(node->id);
  const Symbol* symbol = unit_->block->find(name);
  if (symbol != nullptr && symbol->scope == NameScope::kLocal && !symbol->is_walrus_target) {
    Access access = access_of(name);
    if (access.kind == AccessKind::kVariable && !access.place.is_far) {
      emitter().emit(Op::kCheckBound, access.place.register_number, 0, 0,
                     static_cast<uint32_t>(access.index));
      return access.place.register_number;
    }
  }
  if (hint < 0) hint = emitter().push_temporary();
  load_name(node->id, hint);
  return hint;
}

}  // namespace pyro::compiler
