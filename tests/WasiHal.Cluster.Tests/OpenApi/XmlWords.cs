using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace WasiHal.Cluster.Tests.OpenApi;

/// <summary>What the code says of its documents, for those who read the documents.</summary>
internal static partial class XmlWords
{
    private static readonly Dictionary<string, XElement> Members = new[] { "WasiHal", "WasiHal.Cluster" }
        .SelectMany(assembly => XDocument.Load(Path.Combine(AppContext.BaseDirectory, assembly + ".xml")).Descendants("member"))
        .DistinctBy(member => member.Attribute("name")!.Value)
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    /// <summary>Of a type.</summary>
    public static string? OfType(Type type) => Members.TryGetValue($"T:{type.FullName}", out var member) ? TextOf(member.Element("summary")) : null;

    /// <summary>Of a property: its own words, or those of the parameter that it is made of.</summary>
    public static string? OfProperty(Type type, string property)
    {
        if (Members.TryGetValue($"P:{type.FullName}.{property}", out var member))
        {
            return TextOf(member.Element("summary"));
        }

        return Members.TryGetValue($"T:{type.FullName}", out var owner)
            ? TextOf(owner.Elements("param").FirstOrDefault(parameter => parameter.Attribute("name")!.Value == property))
            : null;
    }

    private static string? TextOf(XElement? words)
    {
        if (words is null)
        {
            return null;
        }

        var copy = new XElement(words);
        foreach (var reference in copy.Descendants().Where(element => element.IsEmpty).ToList())
        {
            var name = (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name"))?.Value ?? "";
            reference.ReplaceWith(name.Split('.', ':')[^1]);
        }

        return Blank().Replace(copy.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
