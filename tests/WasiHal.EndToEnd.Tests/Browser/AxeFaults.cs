using Deque.AxeCore.Commons;

namespace WasiHal.EndToEnd.Tests.Browser;

/// <summary>What axe has against a page.</summary>
internal static class AxeFaults
{
    /// <summary>In words; empty when there is nothing.</summary>
    public static string Of(AxeResult found) =>
        string.Join('\n', found.Violations.Select(rule => $"{rule.Id}: {rule.Help}: {string.Join(" | ", rule.Nodes.Select(node => node.Html))}"));
}
