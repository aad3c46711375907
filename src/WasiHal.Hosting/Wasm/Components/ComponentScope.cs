namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// The index spaces of one component, or of one component or instance type: what a number in its sections stands for.
/// Core modules, functions, memories and so on have spaces of their own, which nothing here refers to.
/// </summary>
/// <param name="parent">The scope around it, if there is one.</param>
internal sealed class ComponentScope(ComponentScope? parent)
{
    private readonly Dictionary<ComponentSort, List<ComponentType>> _spaces = [];

    /// <summary>How many scopes there are up to here.</summary>
    public int Depth { get; } = parent is null ? 0 : parent.Depth + 1;

    /// <summary>What the outermost component imports; a name may come several times.</summary>
    public List<(string Name, ComponentItem Item)> Imports { get; } = [];

    /// <summary>Gives something the next index of its sort.</summary>
    public void Define(ComponentItem item)
    {
        if (!_spaces.TryGetValue(item.Sort, out var space))
        {
            _spaces[item.Sort] = space = [];
        }

        space.Add(item.Type);
    }

    /// <summary>What an index stands for.</summary>
    /// <param name="reader">Where the index stood, for the message.</param>
    /// <param name="sort">Of which sort.</param>
    /// <param name="index">The index.</param>
    public ComponentType Find(in WasmReader reader, ComponentSort sort, uint index) =>
        _spaces.TryGetValue(sort, out var space) && index < (uint)space.Count
            ? space[(int)index]
            : throw reader.Damaged($"there is no {sort.ToString().ToLowerInvariant()} {index}");

    /// <summary>A scope further out: 0 is this one.</summary>
    public ComponentScope Outer(in WasmReader reader, uint count)
    {
        var scope = this;
        for (; count > 0; count--)
        {
            scope = scope.Parent ?? throw reader.Damaged("an alias leads out of the component");
        }

        return scope;
    }

    private ComponentScope? Parent { get; } = parent;
}
