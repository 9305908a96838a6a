namespace Onceover.Analysis.Tests.Differential;

/// <summary>Where we differ from coverage.py 7.16 on purpose. Each has a minimal program in fixtures/differences/, named like it.</summary>
internal enum Category
{
    /// <summary>coverage.py gives a definition on one line, and the line after its decorators, a branch: into the body and past it.</summary>
    OneLineDefinition,

    /// <summary>A <c>with</c> that ends another <c>with</c> gets a branch there: in the other's exit, and past it.</summary>
    WithInWith,

    /// <summary>A test that one of its operands decides, or a constant one with an else, gets a branch there; the compiler leaves no choice.</summary>
    DecidedTest,

    /// <summary>A jump on the line of its <c>if</c> goes to the <c>finally</c> around it, there straight past it.</summary>
    JumpThroughFinally,

    /// <summary>A last case whose excluded body spans lines: there it stays, since only the first lines of statements are excluded.</summary>
    ExcludedLastCase,

    /// <summary>Functions and classes in else, except, finally and case are no regions there, and belong to what is around them.</summary>
    DefinitionInClause,

    /// <summary>A function whose body starts with decorators starts after them there; one on the last line of a long signature starts on that line.</summary>
    StartOfBody,

    /// <summary>Code that no instruction loads, so that nothing can run it, is counted there: 3.11 keeps it, later versions where it is the first constant.</summary>
    DroppedCode,
}
