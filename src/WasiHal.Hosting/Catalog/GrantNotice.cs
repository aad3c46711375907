using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Original;
using WasiHal.Hosting.Policy;

namespace WasiHal.Hosting.Catalog;

/// <summary>
/// Tells the operator what plugins have without being granted it by name, and what they lack, with the lines to paste; each
/// thing once. Used by one thread at a time.
/// </summary>
internal sealed class GrantNotice(ILogger logger)
{
    private readonly HashSet<string> _copies = new(StringComparer.Ordinal);
    private Dictionary<string, string> _told = new(StringComparer.Ordinal);
    private string _implied = "";

    /// <summary>Tells what is new.</summary>
    /// <param name="entries">All plugins.</param>
    /// <param name="implied">What they have without being granted it by name.</param>
    public void Tell(IReadOnlyList<CatalogEntry> entries, ImpliedGrants implied)
    {
        TellImplied(entries, implied);
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            TellCopy(entry, implied);
            TellMissing(entry, told);
        }

        _told = told;
    }

    private void TellImplied(IReadOnlyList<CatalogEntry> entries, ImpliedGrants implied)
    {
        PluginPolicy[] have = implied.AreInForce ? [.. entries.Select(entry => entry.Definition?.Policy).OfType<PluginPolicy>().Where(policy => policy.Rights.Capabilities.Count > 0)] : [];
        var words = string.Join("; ", have.Select(policy => $"{policy.PluginId}: {PlainText.List(policy.Rights.Texts)}"));
        if (words == _implied)
        {
            return;
        }

        if (words.Length > 0)
        {
            logger.Implied(words, string.Join('\n', have.SelectMany(policy => policy.Rights.ToTomlLines().Prepend($"[plugins.{policy.PluginId}.permissions]"))));
        }
        else if (!implied.AreInForce)
        {
            logger.ImpliedNoMore(_implied);
        }

        _implied = words;
    }

    private void TellCopy(CatalogEntry entry, ImpliedGrants implied)
    {
        if (entry.Definition is { } definition
            && implied.IsEditedCopy(entry.Id, definition.Version, definition.Policy.Asked)
            && _copies.Count < SourceLimits.Plugins * 16
            && _copies.Add($"{entry.Id} {definition.Version}"))
        {
            logger.EditedCopy(entry.Id);
        }
    }

    // Of a problem the plugin's runner tells, which knows whether an older version goes on.
    private void TellMissing(CatalogEntry entry, Dictionary<string, string> told)
    {
        var lines = entry.Definition?.Policy.LinesToPaste ?? (_told.GetValueOrDefault(entry.Id) ?? "");
        told[entry.Id] = lines;
        if (entry.Definition is not { } definition || lines.Length == 0 || _told.GetValueOrDefault(entry.Id) == lines)
        {
            return;
        }

        var missing = PlainText.List(definition.Policy.Missing.Texts);
        if (_implied.Length > 0)
        {
            logger.LacksGrantsBesideImplied(entry.Id, missing, lines);
        }
        else
        {
            logger.LacksGrants(entry.Id, missing, lines);
        }
    }
}
