using System.Globalization;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Parsing;
using Tomlyn.Serialization;

namespace WasiHal.Hosting.Catalog;

/// <summary>A TOML text that knows in which line of which file each key stands.</summary>
internal sealed class TomlDocument
{
    // Metadata is two tables deep; a bound keeps a hostile text from running the parser out of stack.
    private const int DeepestNesting = 16;

    private readonly TomlMetadataStore _places = new();
    private readonly string _file;
    private readonly int _firstLine;

    private TomlDocument(string file, int firstLine)
    {
        _file = file;
        _firstLine = firstLine;
        Root = [];
    }

    /// <summary>Its top table.</summary>
    public TomlTable Root { get; private set; }

    /// <summary>Parses a text.</summary>
    /// <exception cref="MetadataException">It is no TOML, names a key twice, or is nested too deeply.</exception>
    public static TomlDocument Parse(MetadataText text, string file)
    {
        var document = new TomlDocument(file, text.FirstLine);
        try
        {
            var options = new TomlSerializerOptions { MaxDepth = DeepestNesting, MetadataStore = document._places };
            document.Root = TomlSerializer.Deserialize<TomlTable>(text.Toml, options) ?? [];

            // The reader above lets a key stand twice; only the syntax tree's validation knows better. It comes second,
            // when the nesting is known to be small.
            var syntax = SyntaxParser.Parse(text.Toml, options, file, validate: true);
            if (syntax.HasErrors)
            {
                var fault = syntax.Diagnostics[0];
                throw new MetadataException(document.At(fault.Span.Start.Line, Told(fault.Message)));
            }

            return document;
        }
        catch (TomlException exception)
        {
            var line = exception.Line is { } known ? known - 1 : 0;
            throw new MetadataException(document.At(line, Told(exception.Diagnostics is [var first, ..] ? first.Message : exception.Message)), exception);
        }
    }

    /// <summary>A message about a key, with file and line before it.</summary>
    public string At(TomlTable table, string key, string message) =>
        At(_places.TryGetProperties(table, out var properties) && properties!.TryGetProperty(key, out var place) && place is not null ? place.Span.Start.Line : 0, message);

    // The parser quotes the text, and for nesting it names an option of its own.
    private static string Told(string message) => message.StartsWith("The maximum depth of", StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"tables and lists are nested deeper than {DeepestNesting}")
        : Policy.PlainText.Of(message.ReplaceLineEndings(" "));

    private string At(int line, string message) =>
        string.Create(CultureInfo.InvariantCulture, $"{_file}:{_firstLine + line}: {message.ReplaceLineEndings(" ")}");
}
