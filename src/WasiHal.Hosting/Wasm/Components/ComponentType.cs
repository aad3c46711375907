using System.Text;

namespace WasiHal.Hosting.Wasm.Components;

/// <summary>What a <see cref="ComponentType"/> is the type of.</summary>
internal enum ComponentSort
{
    Func = 1,
    Value = 2,
    Type = 3,
    Component = 4,
    Instance = 5,
}

/// <summary>Something that a component or an interface has by name.</summary>
/// <param name="Sort">What it is.</param>
/// <param name="Type">Its type; for <see cref="ComponentSort.Type"/> the type itself.</param>
internal readonly record struct ComponentItem(ComponentSort Sort, ComponentType Type);

/// <summary>
/// A type that a component states, as far as it must be known to compare it with the contract. Types refer to types that
/// were stated before them, so depth and size are known when one is made, and nobody has to walk down to count.
/// </summary>
internal sealed class ComponentType
{
    /// <summary>More members than any type of the contract has; of a type with more only depth and size are kept.</summary>
    private const int MostMembers = 16;

    private static readonly Dictionary<string, ComponentItem> NoExports = [];

    private readonly string _word;
    private List<(string? Label, ComponentType? Type)>? _members;
    private Dictionary<string, ComponentItem>? _exports;
    private int _count;

    /// <summary>Makes a type without members.</summary>
    /// <param name="sort">What it is the type of.</param>
    /// <param name="word">Its name in WIT, or that of its constructor.</param>
    public ComponentType(ComponentSort sort, string word)
    {
        Sort = sort;
        _word = word;
    }

    /// <summary>What it is the type of: <see cref="ComponentSort.Value"/> for whatever a parameter may be.</summary>
    public ComponentSort Sort { get; }

    /// <summary>Whether it is a resource, which only the component or somebody else defines.</summary>
    public bool IsResource { get; init; }

    /// <summary>How many types deep it is, 1 for a scalar.</summary>
    public int Depth { get; private set; } = 1;

    /// <summary>How many types it has when each is written out wherever it is used; stops counting at 2³¹ − 1.</summary>
    public int Parts { get; private set; } = 1;

    /// <summary>What a function answers, if it answers anything.</summary>
    public ComponentType? Result { get; private set; }

    /// <summary>What an instance or a component has, by name.</summary>
    public IReadOnlyDictionary<string, ComponentItem> Exports => _exports ?? NoExports;

    /// <summary>Adds a field, case, element or parameter.</summary>
    public void Add(string? label, ComponentType? type)
    {
        Contain(type);
        if (++_count <= MostMembers)
        {
            (_members ??= []).Add((label, type));
        }
    }

    /// <summary>Sets what a function answers.</summary>
    public void Return(ComponentType type)
    {
        Contain(type);
        Result = type;
    }

    /// <summary>Adds what an instance or component has.</summary>
    public void Export(string name, ComponentItem item)
    {
        Contain(item.Type);
        (_exports ??= [])[name] = item;
    }

    /// <summary>The type of an instance of this component.</summary>
    public ComponentType Instantiate() => new(ComponentSort.Instance, "instance") { _exports = _exports };

    /// <summary>The type in WIT, with all names of types replaced by the types; cut when it is longer than any of the contract.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text);
        return text.ToString();
    }

    private void Contain(ComponentType? type)
    {
        Depth = Math.Max(Depth, (type?.Depth ?? 0) + (Sort == ComponentSort.Func ? 0 : 1));
        Parts = (int)Math.Min(int.MaxValue, (long)Parts + (type?.Parts ?? 1));
    }

    // No deeper than types may be nested, and no longer than this: a type of which each is twice the one before has an
    // end only when somebody stops.
    private void Write(StringBuilder text)
    {
        const int Longest = 1000;
        if (text.Length > Longest)
        {
            text.Append('…');
            return;
        }

        text.Append(_word);
        var (open, close) = Sort == ComponentSort.Func ? ('(', ')') : _word is "record" or "variant" or "enum" or "flags" ? ('{', '}') : ('<', '>');
        if (_count > 0 || Sort == ComponentSort.Func)
        {
            text.Append(open);
            for (var i = 0; i < Math.Min(_count, MostMembers) && text.Length <= Longest; i++)
            {
                text.Append(i == 0 ? "" : ", ");
                WriteMember(text, _members![i].Label, _members[i].Type);
            }

            text.Append(_count > MostMembers ? ", …" : "").Append(close);
        }

        if (Result is not null)
        {
            text.Append(" -> ");
            Result.Write(text);
        }
    }

    private void WriteMember(StringBuilder text, string? label, ComponentType? type)
    {
        if (label is not null)
        {
            text.Append(label);
            if (type is null)
            {
                return;
            }

            text.Append(_word == "record" ? ": " : "(");
        }

        if (type is null)
        {
            text.Append('_');
        }
        else
        {
            type.Write(text);
        }

        text.Append(label is not null && _word != "record" ? ")" : "");
    }
}
