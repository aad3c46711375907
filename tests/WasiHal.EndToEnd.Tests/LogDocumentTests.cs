using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting;
using WasiHal.Tests.Shared;

namespace WasiHal.EndToEnd.Tests;

/// <summary>The ids of log entries are stable, unique and written down.</summary>
public sealed partial class LogDocumentTests
{
    private static readonly (int Id, string Level, string Method)[] Entries =
    [
        .. new[] { typeof(IBoard).Assembly, typeof(IPluginHost).Assembly, Assembly.Load("WasiHal.Cluster") }
            .SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Select(method => (method, entry: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(pair => pair.entry is not null)
            .Select(pair => (pair.entry!.EventId, pair.entry.Level == LogLevel.None || (int)pair.entry.Level < 0 ? "its own" : pair.entry.Level.ToString(), $"{pair.method.DeclaringType}.{pair.method.Name}")),
    ];

    [Fact]
    public void Ids_AreUsedOnce() =>
        Assert.Empty(Entries.GroupBy(entry => entry.Id).Where(group => group.Count() > 1).Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Method))}"));

    [Fact]
    public void Document_HasEveryIdWithItsLevel_AndNoOther()
    {
        var text = File.ReadAllText(RepositoryRoot.PathOf("docs/observability.md"));

        var rows = Row().Matches(text).Select(row => (int.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), row.Groups[2].Value));

        Assert.InRange(Entries.Length, 40, 1000);
        Assert.Equal(Entries.Select(entry => (entry.Id, entry.Level)).Order(), rows);
    }

    [GeneratedRegex(@"^\| (\d{4}) \| ([^|]+?) \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
