#pragma once

// Scope analysis: which blocks a module has, and what every name in them refers to.
//
// The first pass (SymbolCollector) visits the tree once and notes for each block the names it uses
// and how: bound, used, declared global or nonlocal, parameter, imported, annotated. The second
// pass (resolve_scopes) decides, from the outermost block inwards for what is visible and back
// outwards for what is captured. Rules: language reference 4.2.2 (blocks), 6.2.4 (comprehensions),
// PEP 572 (targets of `:=` in comprehensions belong to the enclosing function), PEP 563
// (annotations are not evaluated under `from __future__ import annotations`, but their names are
// still checked in a block of their own).
//
// Flags and scope numbers are those the `_symtable` module publishes, so that `symtable` can be
// served from here.

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/arena.h"
#include "compiler/ast.h"
#include "compiler/parser.h"

namespace pyro::compiler {

enum class BlockType : uint8_t { kFunction = 0, kClass = 1, kModule = 2, kAnnotation = 3 };

enum class NameScope : uint8_t {
  kUnknown = 0,
  kLocal = 1,
  kGlobalExplicit = 2,
  kGlobalImplicit = 3,
  kFree = 4,
  kCell = 5,
};

enum class ComprehensionKind : uint8_t { kNone, kList, kDict, kSet, kGenerator };

constexpr uint32_t kDefGlobal = 1, kDefLocal = 2, kDefParameter = 4, kDefNonlocal = 8, kUse = 16,
                   kDefFree = 32, kDefFreeClass = 64, kDefImport = 128, kDefAnnotated = 256,
                   kDefComprehensionTarget = 512;
constexpr uint32_t kDefBound = kDefLocal | kDefParameter | kDefImport;
constexpr int kScopeShift = 11;

struct Symbol {
  Identifier name;
  uint32_t flags = 0;
  NameScope scope = NameScope::kUnknown;
  bool is_walrus_target = false;  // bound by := in this block or in a comprehension within it
};

struct Block {
  Identifier name;  // "top", the function's or class's name, "lambda", "listcomp" ...
  BlockType type;
  const ast::Node* node;  // what opened it
  Block* parent = nullptr;
  int lineno = 0, col_offset = 0, end_lineno = 0, end_col_offset = 0;
  std::vector<Symbol> symbols;  // in order of first mention
  std::unordered_map<Identifier, uint32_t> index;
  std::vector<Identifier> parameters;  // order of co_varnames
  std::vector<Block*> children;
  Identifier class_name = nullptr;  // innermost enclosing class, for mangling
  ComprehensionKind comprehension = ComprehensionKind::kNone;
  bool is_nested = false;  // inside a function
  bool is_generator = false, is_coroutine = false;
  bool has_varargs = false, has_varkeywords = false;
  bool returns_value = false;
  bool needs_class_closure = false;  // a method uses __class__ or super
  bool has_free = false, has_child_free = false;
  bool in_comprehension_iterable =
      false;  // while collecting: inside the iterable of a comprehension of this block
  int comprehension_iterable_depth = 0;
  bool in_comprehension_target = false;

  bool is_comprehension() const { return comprehension != ComprehensionKind::kNone; }
  bool is_function_like() const { return type == BlockType::kFunction; }
  Symbol* find(Identifier name) {
    auto found = index.find(name);
    return found == index.end() ? nullptr : &symbols[found->second];
  }
  const Symbol* find(Identifier name) const { return const_cast<Block*>(this)->find(name); }
  Symbol& ensure(Identifier name);
};

struct SymbolTable {
  std::deque<Block> blocks;
  Block* top = nullptr;
  std::unordered_map<const ast::Node*, Block*> by_node;

  Block* block_of(const ast::Node* node) const {
    auto found = by_node.find(node);
    return found == by_node.end() ? nullptr : found->second;
  }
};

struct SymbolTableResult {
  std::unique_ptr<SymbolTable> table;  // null on error
  SyntaxErrorInfo error;
};

// `future_annotations`: whether PEP 563 holds in this module.
SymbolTableResult analyze_scopes(Arena& arena, const ast::Mod* tree, bool future_annotations);

// Private name mangling (language reference 6.2.1): __x inside class C becomes _C__x.
Identifier mangle(Arena& arena, Identifier class_name, Identifier name);

// A canonical text of the table, for tests: one line per block and per symbol.
std::string describe(const SymbolTable& table);

// The second pass; false with `error` set when a nonlocal has no binding and the like.
bool resolve_scopes(
    Arena& arena, SymbolTable& table, SyntaxErrorInfo* error,
    const std::unordered_map<const Block*, std::unordered_map<Identifier, const ast::LocatedNode*>>&
        directives);

}  // namespace pyro::compiler
