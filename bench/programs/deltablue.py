"""DeltaBlue: an incremental solver for hierarchies of one-way constraints.

Exercises class hierarchies, virtual calls, lists of objects that grow and
shrink, and object graphs with cycles.  Written after the description of the
algorithm (Freeman-Benson, Maloney, Borning 1990): a long chain of equality
constraints, and a set of scale-and-offset projections, are edited and solved.
"""
import sys

SCALE = 71
QUICK = 11
CHAIN = 600
EXPECTED = 1177980

# Strengths: a smaller number is stronger.
REQUIRED, STRONG_PREFERRED, PREFERRED, STRONG_DEFAULT, NORMAL, WEAK_DEFAULT, WEAKEST = range(7)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.determined_by = None
        self.mark = 0
        self.strength = WEAKEST
        self.stays = True


class Constraint:
    def __init__(self, strength):
        self.strength = strength

    def post(self, planner):
        self.connect()
        planner.add(self)

    def retract(self, planner):
        if self.is_satisfied():
            planner.remove(self)
        else:
            self.disconnect()

    def satisfy(self, planner, mark):
        """Tries to enforce this constraint; returns the one it displaced."""
        self.choose(mark)
        if not self.is_satisfied():
            if self.strength == REQUIRED:
                sys.exit("deltablue: a required constraint could not be satisfied")
            return None
        for variable in self.inputs():
            variable.mark = mark
        output = self.output()
        displaced = output.determined_by
        if displaced is not None:
            displaced.clear()
        output.determined_by = self
        if not planner.propagate(self, mark):
            sys.exit("deltablue: the constraints form a cycle")
        output.mark = mark
        return displaced

    def inputs_known(self, mark):
        for variable in self.inputs():
            if not (variable.mark == mark or variable.stays or variable.determined_by is None):
                return False
        return True

    def is_edit(self):
        return False


class UnaryConstraint(Constraint):
    def __init__(self, variable, strength, planner):
        Constraint.__init__(self, strength)
        self.variable = variable
        self.satisfied = False
        self.post(planner)

    def connect(self):
        self.variable.constraints.append(self)
        self.satisfied = False

    def disconnect(self):
        self.variable.constraints.remove(self)
        self.satisfied = False

    def choose(self, mark):
        variable = self.variable
        self.satisfied = variable.mark != mark and self.strength < variable.strength

    def is_satisfied(self):
        return self.satisfied

    def clear(self):
        self.satisfied = False

    def inputs(self):
        return ()

    def output(self):
        return self.variable

    def recalculate(self):
        self.variable.strength = self.strength
        self.variable.stays = not self.is_edit()
        if self.variable.stays:
            self.execute()

    def execute(self):
        pass


class StayConstraint(UnaryConstraint):
    pass


class EditConstraint(UnaryConstraint):
    def is_edit(self):
        return True


NONE, FORWARD, BACKWARD = range(3)


class BinaryConstraint(Constraint):
    def __init__(self, first, second, strength, planner):
        Constraint.__init__(self, strength)
        self.first = first
        self.second = second
        self.direction = NONE
        self.post(planner)

    def connect(self):
        for variable in self.variables():
            variable.constraints.append(self)
        self.direction = NONE

    def disconnect(self):
        for variable in self.variables():
            variable.constraints.remove(self)
        self.direction = NONE

    def variables(self):
        return (self.first, self.second)

    def choose(self, mark):
        first, second = self.first, self.second
        if first.mark == mark:
            allowed = second.mark != mark and self.strength < second.strength
            self.direction = FORWARD if allowed else NONE
        elif second.mark == mark:
            self.direction = BACKWARD if self.strength < first.strength else NONE
        elif first.strength > second.strength:
            self.direction = BACKWARD if self.strength < first.strength else NONE
        else:
            self.direction = FORWARD if self.strength < second.strength else NONE

    def is_satisfied(self):
        return self.direction != NONE

    def clear(self):
        self.direction = NONE

    def input(self):
        return self.first if self.direction == FORWARD else self.second

    def inputs(self):
        return (self.input(),)

    def output(self):
        return self.second if self.direction == FORWARD else self.first

    def recalculate(self):
        source, target = self.input(), self.output()
        target.strength = max(self.strength, source.strength)
        target.stays = source.stays
        if target.stays:
            self.execute()


class EqualityConstraint(BinaryConstraint):
    def execute(self):
        self.output().value = self.input().value


class ScaleConstraint(BinaryConstraint):
    """second = first * scale + offset, in either direction."""

    def __init__(self, first, scale, offset, second, strength, planner):
        self.scale = scale
        self.offset = offset
        BinaryConstraint.__init__(self, first, second, strength, planner)

    def variables(self):
        return (self.first, self.second, self.scale, self.offset)

    def inputs(self):
        return (self.input(), self.scale, self.offset)

    def execute(self):
        if self.direction == FORWARD:
            self.second.value = self.first.value * self.scale.value + self.offset.value
        else:
            self.first.value = (self.second.value - self.offset.value) // self.scale.value

    def recalculate(self):
        source, target = self.input(), self.output()
        target.strength = max(self.strength, source.strength)
        target.stays = source.stays and self.scale.stays and self.offset.stays
        if target.stays:
            self.execute()


class Planner:
    def __init__(self):
        self.mark = 0

    def new_mark(self):
        self.mark += 1
        return self.mark

    def add(self, constraint):
        mark = self.new_mark()
        while constraint is not None:
            constraint = constraint.satisfy(self, mark)

    def remove(self, constraint):
        output = constraint.output()
        constraint.clear()
        constraint.disconnect()
        unsatisfied = self.forget(output)
        for strength in range(REQUIRED, WEAKEST + 1):
            for candidate in unsatisfied:
                if candidate.strength == strength:
                    self.add(candidate)

    def forget(self, output):
        """Withdraws what flowed from output; returns constraints to try again."""
        output.determined_by = None
        output.strength = WEAKEST
        output.stays = True
        unsatisfied = []
        pending = [output]
        while pending:
            variable = pending.pop()
            for constraint in variable.constraints:
                if not constraint.is_satisfied():
                    unsatisfied.append(constraint)
            for constraint in self.consumers(variable):
                constraint.recalculate()
                pending.append(constraint.output())
        return unsatisfied

    def consumers(self, variable):
        determining = variable.determined_by
        return [
            constraint
            for constraint in variable.constraints
            if constraint is not determining and constraint.is_satisfied()
        ]

    def propagate(self, constraint, mark):
        pending = [constraint]
        while pending:
            current = pending.pop()
            if current.output().mark == mark:
                return False
            current.recalculate()
            pending.extend(self.consumers(current.output()))
        return True

    def plan_from(self, edits):
        """The constraints to execute, in order, whenever the edits change."""
        mark = self.new_mark()
        plan = []
        pending = [edit for edit in edits if edit.is_satisfied()]
        while pending:
            constraint = pending.pop()
            output = constraint.output()
            if output.mark != mark and constraint.inputs_known(mark):
                plan.append(constraint)
                output.mark = mark
                pending.extend(self.consumers(output))
        return plan

    def assign(self, variable, values, strength=PREFERRED):
        edit = EditConstraint(variable, strength, self)
        plan = self.plan_from([edit])
        for value in values:
            variable.value = value
            for constraint in plan:
                constraint.execute()
        edit.retract(self)


def chain(length):
    planner = Planner()
    variables = [Variable("v%d" % index) for index in range(length)]
    for left, right in zip(variables, variables[1:]):
        EqualityConstraint(left, right, REQUIRED, planner)
    StayConstraint(variables[-1], STRONG_DEFAULT, planner)
    edit = EditConstraint(variables[0], PREFERRED, planner)
    plan = planner.plan_from([edit])
    total = 0
    for value in range(10):
        variables[0].value = value
        for constraint in plan:
            constraint.execute()
        assert variables[-1].value == value
        total += variables[-1].value
    edit.retract(planner)
    return total


def projection(length):
    planner = Planner()
    scale, offset = Variable("scale", 10), Variable("offset", 1000)
    sources, targets = [], []
    for index in range(length):
        source, target = Variable("s%d" % index, index), Variable("t%d" % index, index)
        sources.append(source)
        targets.append(target)
        StayConstraint(source, NORMAL, planner)
        ScaleConstraint(source, scale, offset, target, REQUIRED, planner)
    planner.assign(sources[-1], [17])
    assert targets[-1].value == 1170
    planner.assign(targets[-1], [1050])
    assert sources[-1].value == 5
    planner.assign(scale, [5])
    for source, target in zip(sources[:-1], targets):
        assert target.value == source.value * 5 + 1000
    planner.assign(offset, [2000])
    for source, target in zip(sources[:-1], targets):
        assert target.value == source.value * 5 + 2000
    return sum(target.value for target in targets)


def run():
    return chain(CHAIN) + projection(CHAIN // 2) + projection(CHAIN // 4)


if __name__ == "__main__":
    argument = sys.argv[1] if len(sys.argv) > 1 else SCALE
    for _ in range(QUICK if argument == "--quick" else int(argument)):
        answer = run()
        if answer != EXPECTED:
            sys.exit("deltablue: wrong answer %r, expected %r" % (answer, EXPECTED))
    print("deltablue ok", answer)
