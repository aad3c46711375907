using System.Text;
using AngleSharp.Dom;

namespace WasiHal.Cluster.Dashboards;

/// <summary>
/// Writes a tree as HTML, and of it only what <see cref="AllowedMarkup"/> names, each in its own namespace. Every text is
/// escaped and no element has content that is read by other rules, so a browser reads the same tree from it again.
/// </summary>
internal sealed class MarkupWriter
{
    /// <summary>Characters of the longest page.</summary>
    public const int MaxLength = 512 * 1024;

    private const string HtmlNamespace = "http://www.w3.org/1999/xhtml";
    private const string SvgNamespace = "http://www.w3.org/2000/svg";

    private readonly StringBuilder _text = new();

    /// <summary>The content of an element.</summary>
    /// <exception cref="MarkupException">It becomes too long.</exception>
    public static string Write(IElement parent)
    {
        var writer = new MarkupWriter();
        writer.WriteChildren(parent);
        return writer._text.ToString();
    }

    private void WriteChildren(INode parent)
    {
        foreach (var child in parent.ChildNodes)
        {
            if (child is IElement element)
            {
                WriteElement(element);
            }
            else if (child is IText text)
            {
                Escape(text.Data);
            }
        }
    }

    private void WriteElement(IElement element)
    {
        var name = element.LocalName;
        var isSvg = element.NamespaceUri == SvgNamespace;
        if (!(isSvg ? AllowedMarkup.Svg : AllowedMarkup.Html).Contains(name) || (!isSvg && element.NamespaceUri != HtmlNamespace))
        {
            return;
        }

        _text.Append('<').Append(name);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.NamespaceUri is null && AllowedMarkup.Allows(name, isSvg, attribute.Name, attribute.Value))
            {
                _text.Append(' ').Append(attribute.Name).Append("=\"");
                Escape(Own(attribute.Name, attribute.Value));
                _text.Append('"');
            }
        }

        _text.Append('>');
        if (!isSvg && AllowedMarkup.Void.Contains(name))
        {
            return;
        }

        if (isSvg && AllowedMarkup.SvgTexts.Contains(name))
        {
            Escape(element.TextContent);
        }
        else
        {
            WriteChildren(element);
        }

        _text.Append("</").Append(name).Append('>');
    }

    /// <summary>Ids, and what refers to them, are the dashboard's own.</summary>
    private static string Own(string name, string value) =>
        name == "id" ? AllowedMarkup.IdPrefix + value
        : name == "href" && value[0] == '#' ? "#" + AllowedMarkup.IdPrefix + value[1..]
        : AllowedMarkup.References.Contains(name) ? string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(id => AllowedMarkup.IdPrefix + id))
        : value;

    private void Escape(string text)
    {
        foreach (var character in text)
        {
            _ = character switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                '`' => _text.Append("&#96;"),
                '\n' or '\t' => _text.Append(character),
                _ when char.IsControl(character) => _text,
                _ => _text.Append(character),
            };
        }

        if (_text.Length > MaxLength)
        {
            throw new MarkupException($"the HTML that may be shown has more than {MaxLength} characters");
        }
    }
}
