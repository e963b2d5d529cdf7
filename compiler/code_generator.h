#pragma once

// CodeGenerator: walks over the tree and fills an Emitter per block. compiler/compile.h explains
// the approach; the methods are spread over the compile_*.cpp files by the part of the language
// they translate.

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "compiler/ast.h"
#include "compiler/compile.h"
#include "compiler/constant_folding.h"
#include "compiler/emitter.h"
#include "compiler/scopes.h"

namespace pyro::compiler {

enum class FrameBlockKind : uint8_t {
  kLoop,            // break and continue end here
  kTry,             // the body of try/except
  kHandler,         // an except clause: handled exception to restore, name to delete
  kStarHandler,     // an except* clause
  kFinallyTry,      // the body of try/finally: `finally` runs on the way out
  kFinallyHandler,  // a finally body that runs for an exception
  kWith,            // the body of with: __exit__ is called on the way out
  kWithHandler,     // __exit__ is running for an exception
};

// What control must do when it leaves a nested statement by return, break or continue.
struct FrameBlock {
  FrameBlockKind kind;
  int region_depth = 0;         // protected regions outside of the statement
  Label start = {}, exit = {};  // kLoop
  Register saved = -1;  // kHandler, kFinallyHandler, kWithHandler: the handled exception outside
  Register exit_function = -1;  // kWith: two registers
  bool is_async = false;        // kWith
  Identifier name = nullptr;    // kHandler: `as name`
  const ast::LocatedNode* node = nullptr;
  Span<ast::StmtNode*> finalbody = {};
};

// Where the handlers of a try statement run.
struct HandlerRegion {
  Register exception = -1, saved = -1;  // the exception; what was handled outside
  Label cleanup = {}, end = {};         // the handler of the handlers; behind the statement
  Position position = {};               // in force before the handlers
};

struct Unit {
  Unit(int parameter_count, int variable_limit, int cell_count, int free_count)
      : emitter(parameter_count, variable_limit, cell_count, free_count) {}

  Emitter emitter;
  Block* block = nullptr;
  Unit* parent = nullptr;
  std::vector<FrameBlock> frame_blocks;
  struct CellInfo {
    int index;  // into co_cellvars + co_freevars
    Place place;
  };
  std::unordered_map<Identifier, CellInfo> cells;
  CellInfo
      class_cell{};  // __class__ of the class whose body it is, which may name an outer one as well
  int far_values = 0;            // whether values wait in far registers while an expression goes on
  Register expression_base = 0;  // temporaries below belong to statements
};

enum class AccessKind : uint8_t { kVariable, kCell, kClassCell, kGlobal, kName };

struct Access {
  AccessKind kind;
  Place place;
  int index = 0;  // variable or cell index
};

class CodeGenerator {
 public:
  CodeGenerator(Arena& arena, const SymbolTable& table, const CompileOptions& options,
                uint32_t future_flags, std::unordered_set<const ast::Node*> future_imports)
      : arena_(arena),
        table_(table),
        options_(options),
        future_flags_(future_flags),
        folder_(arena, options.optimize_level),
        future_imports_(std::move(future_imports)) {}

  std::shared_ptr<CodeUnit> generate(const ast::Mod* tree);
  const SyntaxErrorInfo& error() const { return error_; }
  bool failed() const { return failed_; }
  std::vector<CompilerWarning> warnings;

 private:
  // Pops the temporaries that were pushed during its lifetime.
  class TemporaryScope {
   public:
    explicit TemporaryScope(CodeGenerator& generator)
        : emitter_(generator.emitter()), top_(emitter_.top()) {}
    ~TemporaryScope() { emitter_.pop_temporaries_to(top_); }

   private:
    Emitter& emitter_;
    Register top_;
  };
  // Instructions emitted during its lifetime belong to `node`.
  class PositionScope {
   public:
    PositionScope(CodeGenerator& generator, const ast::LocatedNode* node)
        : emitter_(generator.emitter()), saved_(emitter_.position()) {
      emitter_.set_position(
          {node->lineno, node->end_lineno, node->col_offset, node->end_col_offset});
    }
    ~PositionScope() { emitter_.set_position(saved_); }

   private:
    Emitter& emitter_;
    Position saved_;
  };

  // --- code_generator.cpp: units, errors ---
  Emitter& emitter() { return unit_->emitter; }
  void fail(const ast::LocatedNode* where, std::string message);
  static Position position_of(const ast::LocatedNode* node) {
    return {node->lineno, node->end_lineno, node->col_offset, node->end_col_offset};
  }
  ast::LocatedNode here();  // the position of what is being generated
  void warn(const ast::LocatedNode* where, std::string message);
  struct Parameters {
    int positional = 0, positional_only = 0, keyword_only = 0;
  };
  void enter_unit(Block* block, std::string_view name, int first_line, Parameters parameters);
  std::shared_ptr<CodeUnit> leave_unit();
  std::string qualified_name(Block* block, std::string_view name);
  uint32_t code_flags(const Block& block) const;
  void emit_prologue(int parameter_count);
  void emit_implicit_return();

  // --- name_access.cpp ---
  Identifier mangled(Identifier name) { return mangle(arena_, unit_->block->class_name, name); }
  Access access_of(Identifier name);
  bool check_not_debug(const ast::LocatedNode* where, Identifier name, ast::ExprContext context);
  void load_name(Identifier name, Register destination);
  void store_name(Identifier name, Register value);
  void delete_name(Identifier name);
  void forget_name(Identifier name);         // name = None; del name, but without an error
  Register local_register(Identifier name);  // where an assignment can leave its result, or -1
  Register name_operand(const ast::Name* node, Register hint);
  Register cell_operand(const Unit::CellInfo& cell);
  const Unit::CellInfo& closure_cell(Identifier name);

  // --- compile_expressions.cpp ---
  void into(ast::ExprNode* node, Register destination);
  void into_spilled(ast::ExprNode* node, Register destination);
  Register operand(ast::ExprNode* node, Register hint = -1);
  void effect(ast::ExprNode* node);
  void mark_line(const ast::ExprNode* node);
  void jump_if(ast::ExprNode* node, bool sense, Label target);
  void load_constant(const ast::ConstantValue& value, Register destination);
  void load_constant(const Constant& value, Register destination);
  void load_none(Register destination) { emitter().emit(Op::kLoadSingleton, destination, 0); }
  void load_unbound(Register destination) { emitter().emit(Op::kLoadSingleton, destination, 6); }
  bool is_safe_operand(const ast::ExprNode* node) const;
  // A register that intermediate results may be written to: `destination` itself if it is a
  // temporary.
  Register scratch(Register destination) {
    return emitter().is_temporary(destination) ? destination : emitter().push_temporary();
  }

  void visit(ast::BoolOp* node, Register destination);
  void visit(ast::NamedExpr* node, Register destination);
  void visit(ast::BinOp* node, Register destination);
  void visit(ast::UnaryOp* node, Register destination);
  void visit(ast::Lambda* node, Register destination);
  void visit(ast::IfExp* node, Register destination);
  void visit(ast::Dict* node, Register destination);
  void visit(ast::Set* node, Register destination);
  void visit(ast::ListComp* node, Register destination);
  void visit(ast::SetComp* node, Register destination);
  void visit(ast::DictComp* node, Register destination);
  void visit(ast::GeneratorExp* node, Register destination);
  void visit(ast::Await* node, Register destination);
  void visit(ast::Yield* node, Register destination);
  void visit(ast::YieldFrom* node, Register destination);
  void visit(ast::Compare* node, Register destination);
  void visit(ast::Call* node, Register destination);
  void visit(ast::FormattedValue* node, Register destination);
  void visit(ast::JoinedStr* node, Register destination);
  void visit(ast::Constant* node, Register destination);
  void visit(ast::Attribute* node, Register destination);
  void visit(ast::Subscript* node, Register destination);
  void visit(ast::Starred* node, Register destination);
  void visit(ast::Name* node, Register destination);
  void visit(ast::List* node, Register destination);
  void visit(ast::Tuple* node, Register destination);
  void visit(ast::Slice* node, Register destination);

  void compare(ast::CompareOperator op, Register left, Register right, Register destination);
  void compare_jump(ast::CompareOperator op, Register left, ast::ExprNode* right, bool sense,
                    Label target);
  void jump_if_compare(ast::Compare* node, bool sense, Label target);
  void warn_about_comparison(ast::Compare* node);
  void warn_about_subscript(ast::Subscript* node);
  Register slice_bounds(ast::Slice* node);  // pushes two temporaries
  void binary(ast::Operator op, bool in_place, Register destination, Register left,
              ast::ExprNode* right);
  bool small_int(ast::ExprNode* node, int low, int high, int* value);

  // --- compile_displays.cpp ---
  bool fits_window(size_t count);
  Register window(Span<ast::ExprNode*> nodes);  // evaluates into consecutive temporaries
  void display(Span<ast::ExprNode*> elements, Register destination, Op build, Op add, Op extend);
  void comprehension(ast::ExprNode* node, std::string_view name,
                     Span<ast::Comprehension*> generators, ast::ExprNode* element,
                     ast::ExprNode* value, Register destination);
  void comprehension_level(ast::ExprNode* node, Span<ast::Comprehension*> generators, size_t level,
                           ast::ExprNode* element, ast::ExprNode* value, Register accumulator);
  void comprehension_body(ast::ExprNode* node, Span<ast::Comprehension*> generators, size_t level,
                          ast::ExprNode* element, ast::ExprNode* value, Register accumulator);
  void comprehension_element(ast::ExprNode* node, ast::ExprNode* element, ast::ExprNode* value,
                             Register accumulator);

  // --- compile_calls.cpp ---
  Register call_base(Register destination);
  bool calls_copy_arguments();
  void emit_call(Register destination, Register base, int count);
  void load_callee(ast::ExprNode* function, Register base);
  void call_arguments(Register base, int leading, Span<ast::ExprNode*> args,
                      Span<ast::Keyword*> keywords, Register destination, const Position& position);
  void call_unpacked(Register base, int leading, Span<ast::ExprNode*> args,
                     Span<ast::Keyword*> keywords, Register destination, const Position& position);
  void keyword_dict(Register base, Register dict, Span<ast::Keyword*> keywords);
  void named_keywords(Register dict, Span<ast::Keyword*> keywords, uint32_t first, uint32_t last);
  bool check_keywords(Span<ast::Keyword*> keywords);
  bool is_super_shortcut(ast::Attribute* node);
  void super_attribute(ast::Attribute* node, Register destination);
  void warn_about_callee(ast::Call* node);
  Position attribute_position(const ast::Attribute* node, const ast::LocatedNode* whole);
  Constant name_tuple(Span<ast::Keyword*> keywords, uint32_t first, uint32_t last);

  // --- compile_functions.cpp, compile_classes.cpp ---
  void function_statement(ast::StmtNode* node, Identifier name, ast::Arguments* args,
                          Span<ast::StmtNode*> body, Span<ast::ExprNode*> decorators,
                          ast::ExprNode* returns);
  void class_statement(ast::ClassDef* node);
  std::vector<Register> decorators(Span<ast::ExprNode*> nodes, Register* destination);
  void apply_decorators(Span<ast::ExprNode*> nodes, const std::vector<Register>& bases);
  int default_values(ast::Arguments* args, Register base);
  bool annotations(ast::Arguments* args, ast::ExprNode* returns, Register base);
  void annotation_value(ast::ExprNode* node, Register destination);
  void make_closure(const std::shared_ptr<CodeUnit>& code, const Block* block, Register base,
                    int flags, Register destination);
  bool check_parameters(ast::Arguments* args, const ast::LocatedNode* where);
  Parameters count_parameters(const ast::Arguments* args);
  std::shared_ptr<CodeUnit> class_body(ast::ClassDef* node);
  bool emits_future_annotations() const { return (future_flags_ & kFutureAnnotations) != 0; }

  // --- compile_statements.cpp ---
  void statements(Span<ast::StmtNode*> body);
  void statement(ast::StmtNode* node);
  void body_with_docstring(Span<ast::StmtNode*> body);
  void visit(ast::FunctionDef* node);
  void visit(ast::AsyncFunctionDef* node);
  void visit(ast::ClassDef* node);
  void visit(ast::Return* node);
  void visit(ast::Delete* node);
  void visit(ast::Assign* node);
  void visit(ast::AugAssign* node);
  void visit(ast::AnnAssign* node);
  void visit(ast::For* node);
  void visit(ast::AsyncFor* node);
  void visit(ast::While* node);
  void visit(ast::If* node);
  void visit(ast::With* node);
  void visit(ast::AsyncWith* node);
  void visit(ast::Match* node);
  void visit(ast::Raise* node);
  void visit(ast::Try* node);
  void visit(ast::TryStar* node);
  void visit(ast::Assert* node);
  void visit(ast::Import* node);
  void visit(ast::ImportFrom* node);
  void visit(ast::Global*) {}
  void visit(ast::Nonlocal*) {}
  void visit(ast::Expr* node);
  void visit(ast::Pass*) { emitter().emit(Op::kNop); }
  void visit(ast::Break* node);
  void visit(ast::Continue* node);
  void leave_loop(ast::StmtNode* node, bool is_break);
  void import_as(ast::Alias* alias, Register module);

  // --- compile_assignments.cpp ---
  void assign(ast::ExprNode* target, Register value);
  void assign_unpacked(ast::ExprNode* target, Span<ast::ExprNode*> elements, Register value);
  void assign_many(Span<ast::ExprNode*> elements, int star, Register value);
  bool assign_in_parallel(ast::ExprNode* target, ast::ExprNode* value);
  void remove(ast::ExprNode* target);
  void check_annotation_target(ast::AnnAssign* node);
  void store_annotation(ast::AnnAssign* node);
  void augmented_name(ast::AugAssign* node, ast::Name* target);
  void augmented_attribute(ast::AugAssign* node, ast::Attribute* target);
  void augmented_subscript(ast::AugAssign* node, ast::Subscript* target);

  // --- compile_try.cpp, compile_with.cpp ---
  bool push_block(FrameBlock block, const ast::LocatedNode* where);
  void pop_block() { unit_->frame_blocks.pop_back(); }
  void unwind(size_t down_to, const std::function<void()>& tail);
  void unwind_one(const FrameBlock& block);
  bool must_unwind(size_t down_to) const;
  void try_finally(ast::StmtNode* node, Span<ast::StmtNode*> finalbody,
                   const std::function<void()>& body);
  // What try/except and try/except* begin with: the body, the else, and the handlers' protected
  // region, open. The position is none afterwards. False: an error is set.
  [[nodiscard]] bool open_handlers(ast::StmtNode* node, Span<ast::StmtNode*> body,
                                   Span<ast::StmtNode*> orelse, FrameBlockKind kind,
                                   HandlerRegion* region);
  void try_except(ast::Try* node);
  void except_clause(ast::ExceptHandler* handler, Register exception, Register saved, Label end);
  void try_star(ast::TryStar* node);
  void star_clause(ast::ExceptHandler* handler, Register rest, Register results, Register match);
  void with_item(ast::StmtNode* node, Span<ast::WithItem*> items, size_t index,
                 Span<ast::StmtNode*> body, bool is_async);
  void call_exit(Register exit_function, bool is_async);
  void emit_cleanup(Label handler, Register exception, Register saved);
  void emit_last_reraise(Position where, Register exception, Register saved);
  static Position position_after(Span<ast::StmtNode*> body);

  // --- compile_generators.cpp ---
  void await_value(Register value, int where, Register destination);
  void delegate(Register iterator, Register destination);
  bool check_async(const ast::LocatedNode* node, const char* what);
  void async_for(ast::StmtNode* node, ast::ExprNode* target, ast::ExprNode* iter,
                 Span<ast::StmtNode*> body, Span<ast::StmtNode*> orelse);
  void yield_value(Register value, Register destination);

  // --- compile_match.cpp ---
  struct PatternContext {
    std::vector<std::pair<Identifier, Register>> captures;
    std::vector<std::pair<Identifier, Register>>* allocated = nullptr;
    Label fail;
    bool allows_irrefutable = true;
  };
  void match_case(ast::MatchCase* match_case, Register subject, Label end, bool is_last);
  void pattern(ast::PatternNode* node, Register subject, PatternContext& context);
  void subpattern(ast::PatternNode* node, Register subject, PatternContext& context);
  void capture(Identifier name, Register subject, PatternContext& context);
  void pattern_value(ast::MatchValue* node, Register subject, PatternContext& context);
  void pattern_singleton(ast::MatchSingleton* node, Register subject, PatternContext& context);
  void pattern_sequence(ast::MatchSequence* node, Register subject, PatternContext& context);
  void pattern_mapping(ast::MatchMapping* node, Register subject, PatternContext& context);
  void pattern_class(ast::MatchClass* node, Register subject, PatternContext& context);
  void pattern_or(ast::MatchOr* node, Register subject, PatternContext& context);
  void pattern_as(ast::MatchAs* node, Register subject, PatternContext& context);
  bool check_mapping_keys(ast::MatchMapping* node);
  bool check_class_pattern(ast::MatchClass* node);

  Arena& arena_;
  const SymbolTable& table_;
  const CompileOptions& options_;
  uint32_t future_flags_;
  ConstantFolder folder_;
  Unit* unit_ = nullptr;
  bool failed_ = false;
  bool is_interactive_ = false;
  std::unordered_set<const ast::Node*> future_imports_;  // those that stand where they may
  SyntaxErrorInfo error_;
};

// The source form of an annotation (PEP 563).
std::string unparse(const ast::ExprNode* node);

}  // namespace pyro::compiler
