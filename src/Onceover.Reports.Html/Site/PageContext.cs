using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Onceover.Reports.Html;

/// <summary>How a template is drawn: every value that it prints is escaped and <see cref="VisibleText"/>, and it reaches nothing but what <see cref="ViewMembers"/> names.</summary>
internal sealed class PageContext : LiquidTemplateContext
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly Grouped Grouping = new();

    private readonly TextWriter output;

    /// <param name="output">Where the page goes.</param>
    /// <param name="name">What the template calls the model.</param>
    /// <param name="model">A view.</param>
    public PageContext(TextWriter output, string name, object model)
    {
        this.output = output;
        // The limits are for templates of strangers; ours meet files of any length.
        LoopLimit = 0;
        LimitToString = 0;
        OutputLimit = null;
        StrictVariables = true;
        EnableRelaxedMemberAccess = false;
        PushCulture(CultureInfo.InvariantCulture);
        PushOutput(new TextWriterOutput(output));
        PushGlobal(new ScriptObject { [name] = model, ["grouped"] = Grouping });
    }

    public override TemplateContext Write(SourceSpan span, object? textAsObject)
    {
        switch (textAsObject)
        {
            case null:
                break;
            case int number:
                output.Write(number);
                break;
            default:
                Encoder.Encode(output, VisibleText.Of(textAsObject as string ?? ObjectToString(textAsObject) ?? ""));
                break;
        }

        return this;
    }

    protected override IObjectAccessor? GetMemberAccessorImpl(object target) =>
        ViewMembers.For(target) ?? base.GetMemberAccessorImpl(target);

    /// <summary>A count as <c>1,234</c>.</summary>
    private sealed class Grouped : IScriptCustomFunction
    {
        public int RequiredParameterCount => 1;

        public int ParameterCount => 1;

        public ScriptVarParamKind VarParamKind => ScriptVarParamKind.None;

        public Type ReturnType => typeof(string);

        public ScriptParameterInfo GetParameterInfo(int index) => new(typeof(object), "count");

        public object? Invoke(TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            Convert.ToInt64(arguments[0], CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture);

        public ValueTask<object?> InvokeAsync(
            TemplateContext context, ScriptNode? callerContext, ScriptArray arguments, ScriptBlockStatement? blockStatement) =>
            new(Invoke(context, callerContext, arguments, blockStatement));
    }
}
