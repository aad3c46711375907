namespace WasiHal.Cluster.Dashboards;

/// <summary>HTML that a page may show.</summary>
/// <param name="Html">The HTML.</param>
/// <param name="LeftOut">What was in it and may not be, such as <c>&lt;script&gt;</c> or <c>onclick</c>: some names, ordered, short and plain.</param>
internal sealed record CleanMarkup(string Html, IReadOnlyList<string> LeftOut);
