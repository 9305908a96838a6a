using System.Text.Json;
using Microsoft.Playwright;

namespace Onceover.Reports.Html.Tests;

/// <summary>A page in the browser, and everything it complained of or asked for.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly string axe;

    public OpenPage(IPage page, string axe)
    {
        this.axe = axe;
        Page = page;
        page.Console += (_, message) => Complaints.Add($"console: {message.Text}");
        page.PageError += (_, error) => Complaints.Add($"error: {error}");
        page.Dialog += (_, dialog) => Complaints.Add($"dialog: {dialog.Message}");
        page.Request += (_, request) => Requests.Add(request.Url);
    }

    public IPage Page { get; }

    public List<string> Complaints { get; } = [];

    public List<string> Requests { get; } = [];

    /// <summary>What axe-core finds wrong for people who use assistive technology, one line a rule.</summary>
    public async Task<string> Violations()
    {
        await Page.EvaluateAsync(axe);
        var found = await Page.EvaluateAsync<JsonElement>("axe.run(document, { preload: false })");
        return string.Join('\n', found.GetProperty("violations").EnumerateArray().Select(violation =>
            $"{violation.GetProperty("id")}: {violation.GetProperty("nodes")[0].GetProperty("html")}"));
    }

    public async ValueTask DisposeAsync() => await Page.CloseAsync();
}
