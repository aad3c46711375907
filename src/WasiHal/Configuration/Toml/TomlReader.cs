using System.Text;
using System.Text.RegularExpressions;
using Tomlyn;
using Tomlyn.Parsing;
using Tomlyn.Syntax;

namespace WasiHal;

/// <summary>Reads TOML text and says, file and line, what is wrong with it.</summary>
internal static partial class TomlReader
{
    /// <summary>More than any real configuration, little enough to read in an instant.</summary>
    public const int LargestBytes = 256 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="content">UTF-8.</param>
    /// <param name="source">The file's full path, for messages.</param>
    /// <exception cref="ConfigurationException">It is not TOML, defines a key twice, or is beyond the limits.</exception>
    public static TomlDocument Read(ReadOnlySpan<byte> content, string source)
    {
        if (content.Length > LargestBytes)
        {
            throw Fault(source, null, $"is larger than {LargestBytes / 1024} KiB");
        }

        string text;
        try
        {
            text = StrictUtf8.GetString(content).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException wrong)
        {
            throw Fault(source, 1 + content[..Math.Max(0, wrong.Index)].Count((byte)'\n'), "is not UTF-8 text");
        }

        return Read(text, source);
    }

    private static TomlDocument Read(string text, string source)
    {
        DocumentSyntax syntax;
        try
        {
            syntax = SyntaxParser.Parse(text, source, validate: true);
        }
        catch (TomlException tooDeep)
        {
            throw Fault(source, null, tooDeep.Message);
        }

        ThrowOnSyntaxErrors(syntax, source);
        return new TomlFlattener(source).Flatten(syntax);
    }

    private static void ThrowOnSyntaxErrors(DocumentSyntax syntax, string source)
    {
        var errors = syntax.Diagnostics.Where(message => message.Kind == DiagnosticMessageKind.Error).ToList();
        if (errors.Count == 0)
        {
            return;
        }

        // After the first syntax error the parser guesses; only keys defined twice are told apart reliably.
        var first = errors.Find(error => !AlreadyDefined().IsMatch(error.Message));
        throw new ConfigurationException(first is not null
            ? [new(source, first.Span.Start.Line + 1, "", null, "is not TOML: " + first.Message.ReplaceLineEndings(" "))]
            : [.. errors.Select(error => Duplicate(source, error))]);
    }

    private static ConfigurationFault Duplicate(string source, DiagnosticMessage error)
    {
        var match = AlreadyDefined().Match(error.Message);
        return new(source, error.Span.Start.Line + 1, match.Groups["key"].Value.Trim(), null, $"is already defined in line {match.Groups["line"].Value}");
    }

    private static ConfigurationException Fault(string source, int? line, string problem) => new([new(source, line, "", null, problem)]);

    [GeneratedRegex(@"^The key `(?<key>[^`]*)` is already defined at \((?<line>\d+),")]
    private static partial Regex AlreadyDefined();
}
