// The second pass of scope analysis: from "bound here, used there" to where each name lives.

#include <algorithm>
#include <unordered_set>

#include "compiler/scopes.h"

namespace pyro::compiler {

namespace {

using NameSet = std::unordered_set<Identifier>;
using Directives =
    std::unordered_map<const Block*, std::unordered_map<Identifier, const ast::LocatedNode*>>;

class ScopeResolver {
 public:
  ScopeResolver(Arena& arena, const Directives& directives, SyntaxErrorInfo* error)
      : class_cell_(arena.intern("__class__")), directives_(directives), error_(error) {}

  // `visible`: names bound in enclosing function blocks. `globals`: names that an enclosing block
  // declared global. Returns the names that the block needs from outside.
  NameSet resolve(Block& block, const NameSet& visible, const NameSet& globals) {
    NameSet free;
    NameSet local;
    NameSet inner_visible = visible;
    NameSet inner_globals = globals;
    for (Symbol& symbol : block.symbols)
      classify(block, symbol, visible, globals, local, free, inner_globals);
    if (block.type == BlockType::kFunction) {
      for (Identifier name : local) inner_visible.insert(name);
    }
    if (block.type == BlockType::kClass) {
      // What a class body declares is not seen by the functions in it.
      inner_globals = globals;
      inner_visible.insert(class_cell_);
    } else {
      for (const Symbol& symbol : block.symbols) {
        if (symbol.scope == NameScope::kGlobalExplicit) inner_visible.erase(symbol.name);
      }
    }
    if (block.type == BlockType::kModule) inner_visible.clear();
    resolve_children(block, inner_visible, inner_globals, local, free);
    return free;
  }

  bool failed() const { return failed_; }

 private:
  void classify(Block& block, Symbol& symbol, const NameSet& visible, const NameSet& globals,
                NameSet& local, NameSet& free, NameSet& inner_globals) {
    std::string quoted = "'" + std::string(symbol.name->text) + "'";
    if ((symbol.flags & kDefGlobal) != 0) {
      if ((symbol.flags & kDefNonlocal) != 0)
        fail(block, symbol, "name " + quoted + " is nonlocal and global");
      symbol.scope = NameScope::kGlobalExplicit;
      inner_globals.insert(symbol.name);
    } else if ((symbol.flags & kDefNonlocal) != 0) {
      if (block.type == BlockType::kModule) {
        fail(block, symbol, "nonlocal declaration not allowed at module level");
      } else if (!visible.contains(symbol.name)) {
        fail(block, symbol, "no binding for nonlocal " + quoted + " found");
      }
      symbol.scope = NameScope::kFree;
      block.has_free = true;
      free.insert(symbol.name);
    } else if ((symbol.flags & kDefBound) != 0) {
      symbol.scope = NameScope::kLocal;
      local.insert(symbol.name);
      inner_globals.erase(symbol.name);
    } else if (visible.contains(symbol.name)) {
      symbol.scope = NameScope::kFree;
      block.has_free = true;
      free.insert(symbol.name);
    } else {
      symbol.scope = NameScope::kGlobalImplicit;
      if (!globals.contains(symbol.name) && block.is_nested) block.has_free = true;
    }
  }

  void resolve_children(Block& block, const NameSet& inner_visible, const NameSet& inner_globals,
                        const NameSet& local, NameSet& free) {
    NameSet wanted;
    for (Block* child : block.children) {
      NameSet child_free = resolve(*child, inner_visible, inner_globals);
      if (child->has_free || child->has_child_free) block.has_child_free = true;
      wanted.insert(child_free.begin(), child_free.end());
    }
    if (block.type == BlockType::kFunction) {
      for (Symbol& symbol : block.symbols) {
        if (symbol.scope == NameScope::kLocal && wanted.erase(symbol.name) != 0)
          symbol.scope = NameScope::kCell;
      }
    }
    if (block.type == BlockType::kClass && wanted.erase(class_cell_) != 0)
      block.needs_class_closure = true;
    std::vector<Identifier> ordered(wanted.begin(), wanted.end());
    std::sort(ordered.begin(), ordered.end(),
              [](Identifier a, Identifier b) { return a->text < b->text; });
    for (Identifier name : ordered) pass_through(block, name, local, free);
  }

  // A name that an inner block takes from further out travels through this block's closure.
  void pass_through(Block& block, Identifier name, const NameSet&, NameSet& free) {
    free.insert(name);
    if (Symbol* symbol = block.find(name)) {
      if (block.type == BlockType::kClass && (symbol->flags & (kDefBound | kDefGlobal)) != 0) {
        symbol->flags |= kDefFreeClass;
      }
      return;
    }
    Symbol& symbol = block.ensure(name);
    symbol.scope = NameScope::kFree;
    block.has_free = true;
  }

  void fail(const Block& block, const Symbol& symbol, std::string message) {
    if (failed_) return;
    failed_ = true;
    error_->message = std::move(message);
    auto of_block = directives_.find(&block);
    if (of_block == directives_.end()) return;
    auto found = of_block->second.find(symbol.name);
    if (found == of_block->second.end()) return;
    const ast::LocatedNode* where = found->second;
    error_->lineno = where->lineno;
    error_->offset = where->col_offset + 1;
    error_->end_lineno = where->end_lineno;
    error_->end_offset = where->end_col_offset + 1;
  }

  Identifier class_cell_;
  const Directives& directives_;
  SyntaxErrorInfo* error_;
  bool failed_ = false;
};

void describe_block(const Block& block, int depth, std::string* out) {
  static const char* const kTypes[] = {"function", "class", "module", "annotation"};
  out->append(static_cast<size_t>(depth) * 2, ' ');
  *out += std::string(kTypes[static_cast<int>(block.type)]) + " " + std::string(block.name->text) +
          " line " + std::to_string(block.lineno) + (block.is_nested ? " nested" : "") + "\n";
  std::vector<const Symbol*> sorted;
  for (const Symbol& symbol : block.symbols) sorted.push_back(&symbol);
  std::sort(sorted.begin(), sorted.end(),
            [](const Symbol* a, const Symbol* b) { return a->name->text < b->name->text; });
  for (const Symbol* symbol : sorted) {
    out->append(static_cast<size_t>(depth) * 2 + 2, ' ');
    *out += "- " + std::string(symbol->name->text) + " " + std::to_string(symbol->flags) + " " +
            std::to_string(static_cast<int>(symbol->scope)) + "\n";
  }
  for (const Block* child : block.children) describe_block(*child, depth + 1, out);
}

}  // namespace

bool resolve_scopes(Arena& arena, SymbolTable& table, SyntaxErrorInfo* error,
                    const Directives& directives) {
  ScopeResolver resolver(arena, directives, error);
  resolver.resolve(*table.top, {}, {});
  return !resolver.failed();
}

std::string describe(const SymbolTable& table) {
  std::string out;
  describe_block(*table.top, 0, &out);
  return out;
}

}  // namespace pyro::compiler
