using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.Configuration;

namespace WasiHal;

/// <summary>What the XML documentation says of types and properties, as plain text.</summary>
/// <param name="folder">Where the files lie: <c>WasiHal.xml</c> for the assembly <c>WasiHal</c>.</param>
internal sealed partial class XmlSummaries(string folder)
{
    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _members = [];

    /// <summary>What a type is; null when nothing is known.</summary>
    /// <param name="type">Of options.</param>
    public string? Of(Type type) => Summary(type.Assembly, "T:" + type.FullName);

    /// <summary>What a property is, and its default in words; null when nothing is known.</summary>
    /// <param name="property">Of a type of options.</param>
    public string? Of(PropertyInfo property)
    {
        var (assembly, name) = (property.DeclaringType!.Assembly, $"P:{property.DeclaringType.FullName}.{property.Name}");
        return Summary(assembly, name) is not { } summary ? null
            : Text(Member(assembly, name)?.Element("value")) is { Length: > 0 } value ? $"{summary} Default: {value}"
            : summary;
    }

    private string? Summary(Assembly assembly, string name) => Text(Member(assembly, name)?.Element("summary")) is { Length: > 0 } text ? text : null;

    private XElement? Member(Assembly assembly, string name)
    {
        if (!_members.TryGetValue(assembly, out var members))
        {
            _members[assembly] = members = Load(Path.Combine(folder, assembly.GetName().Name + ".xml"));
        }

        return members.GetValueOrDefault(name);
    }

    private static Dictionary<string, XElement> Load(string file)
    {
        try
        {
            return XDocument.Load(file).Descendants("member").Where(member => member.Attribute("name") is not null)
                .GroupBy(member => member.Attribute("name")!.Value).ToDictionary(group => group.Key, group => group.First());
        }
        catch (Exception absent) when (absent is IOException or UnauthorizedAccessException or XmlException)
        {
            // A program may be delivered without its documentation; then the schema has no words.
            return [];
        }
    }

    private static string Text(XElement? element) => element is null ? "" : Blank().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => Word(reference),
        XElement nested => string.Concat(nested.Nodes().Select(Text)),
        _ => "",
    };

    private static string Word(XElement reference) =>
        reference.Attribute("langword")?.Value ?? reference.Attribute("name")?.Value ?? (reference.Attribute("cref") is { } member ? Name(member.Value) : "");

    /// <summary>Another key is named as it is written in the file.</summary>
    private static string Name(string member)
    {
        var parts = member.Split('(')[0].Split('.');
        var type = string.Join('.', parts[..^1]).Split(':')[^1];
        var property = AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(type)?.GetProperty(parts[^1])).FirstOrDefault(found => found is not null);
        return property?.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? parts[^1];
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
