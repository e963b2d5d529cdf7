#include "compiler/scopes.h"

#include <gtest/gtest.h>

namespace pyro::compiler {
namespace {

class Scopes : public testing::Test {
 protected:
  // Analyses `source` and returns the block found by following names from the module, or null.
  const Block* block(std::string_view source, std::initializer_list<std::string_view> path) {
    ParseResult parsed = parse(arena_, source, "<test>", {});
    if (parsed.tree == nullptr) return nullptr;
    result_ = analyze_scopes(arena_, parsed.tree, false);
    if (result_.table == nullptr) return nullptr;
    const Block* found = result_.table->top;
    for (std::string_view name : path) {
      const Block* next = nullptr;
      for (const Block* child : found->children) {
        if (child->name->text == name) next = child;
      }
      if (next == nullptr) return nullptr;
      found = next;
    }
    return found;
  }

  NameScope scope_of(const Block* block, std::string_view name) {
    const Symbol* symbol = block == nullptr ? nullptr : block->find(arena_.intern(name));
    return symbol == nullptr ? NameScope::kUnknown : symbol->scope;
  }

  std::string error(std::string_view source) {
    return block(source, {}) != nullptr ? "" : result_.error.message;
  }

  Arena arena_;
  SymbolTableResult result_;
};

TEST_F(Scopes, AssignedNameIsLocal) {
  EXPECT_EQ(scope_of(block("def f():\n  x = 1\n", {"f"}), "x"), NameScope::kLocal);
}

TEST_F(Scopes, ReadNameIsGlobal) {
  EXPECT_EQ(scope_of(block("def f():\n  x\n", {"f"}), "x"), NameScope::kGlobalImplicit);
}

TEST_F(Scopes, CapturedNameIsCellOutsideAndFreeInside) {
  const char* source = "def f():\n  x = 1\n  def g():\n    return x\n";
  EXPECT_EQ(scope_of(block(source, {"f"}), "x"), NameScope::kCell);
  EXPECT_EQ(scope_of(block(source, {"f", "g"}), "x"), NameScope::kFree);
}

TEST_F(Scopes, FreeNamePassesThroughBlocksBetween) {
  const char* source = "def f():\n  x = 1\n  class C:\n    def g(self):\n      return x\n";
  EXPECT_EQ(scope_of(block(source, {"f", "C"}), "x"), NameScope::kFree);
}

TEST_F(Scopes, ClassNamesAreInvisibleInMethods) {
  EXPECT_EQ(scope_of(block("class C:\n  x = 1\n  def g(self): return x\n", {"C", "g"}), "x"),
            NameScope::kGlobalImplicit);
}

TEST_F(Scopes, GlobalInFunctionIsExplicitInModuleToo) {
  EXPECT_EQ(scope_of(block("x = 1\ndef f():\n  global x\n", {}), "x"), NameScope::kGlobalExplicit);
}

TEST_F(Scopes, SuperUsesTheClassCell) {
  const char* source = "class C:\n  def f(self): return super().f()\n";
  EXPECT_EQ(scope_of(block(source, {"C", "f"}), "__class__"), NameScope::kFree);
  EXPECT_TRUE(block(source, {"C"})->needs_class_closure);
}

TEST_F(Scopes, PrivateNamesAreMangled) {
  EXPECT_EQ(scope_of(block("class _C:\n  __x = 1\n", {"_C"}), "_C__x"), NameScope::kLocal);
}

TEST_F(Scopes, WalrusInComprehensionBindsOutside) {
  const char* source = "def f():\n  return [(y := x) for x in z]\n";
  EXPECT_EQ(scope_of(block(source, {"f"}), "y"), NameScope::kCell);
  EXPECT_EQ(scope_of(block(source, {"f", "listcomp"}), "y"), NameScope::kFree);
}

TEST_F(Scopes, OutermostIterableIsEvaluatedOutside) {
  const Block* f = block("def f(z):\n  return [x for x in z]\n", {"f", "listcomp"});
  EXPECT_EQ(scope_of(f, "z"), NameScope::kUnknown);
}

TEST_F(Scopes, DuplicateArgument) {
  EXPECT_EQ(error("def f(a, a): pass\n"), "duplicate argument 'a' in function definition");
}

TEST_F(Scopes, NonlocalWithoutBinding) {
  EXPECT_EQ(error("def f():\n  nonlocal x\n"), "no binding for nonlocal 'x' found");
  EXPECT_EQ(result_.error.lineno, 2);
  EXPECT_EQ(result_.error.offset, 3);
}

TEST_F(Scopes, ParameterAndGlobal) {
  EXPECT_EQ(error("def f(a):\n  global a\n"), "name 'a' is parameter and global");
}

TEST_F(Scopes, StarImportInFunction) {
  EXPECT_EQ(error("def f():\n  from m import *\n"), "import * only allowed at module level");
}

TEST_F(Scopes, DeepExpressionsAreRefused) {
  std::string source = "x";
  for (int i = 0; i < 5000; ++i) source += ".a";
  EXPECT_EQ(error(source), "maximum recursion depth exceeded during compilation");
}

}  // namespace
}  // namespace pyro::compiler
