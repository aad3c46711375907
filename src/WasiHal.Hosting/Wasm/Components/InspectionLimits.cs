namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Counts what one component states, against the plugin's limits.</summary>
/// <param name="limits">The plugin's limits.</param>
/// <param name="limitsKey">Where the operator sets them.</param>
internal sealed class InspectionLimits(PluginLimits limits, string limitsKey)
{
    /// <summary>A function with so many locals costs twice what its code costs alone.</summary>
    private const double LocalsThatDouble = 200;

    private long _stated;
    private long _functions;

    /// <summary>The component states so many more types, imports, exports, aliases or instances.</summary>
    /// <exception cref="PluginFailedException">Too many.</exception>
    public void State(int count = 1)
    {
        _stated += count;
        if (_stated > limits.Types)
        {
            throw new PluginFailedException($"the component states more than {limits.Types} types, imports and exports ({limitsKey}.types)");
        }
    }

    /// <summary>A component or type within others is entered.</summary>
    /// <param name="what">What is nested.</param>
    /// <param name="depth">How deep it is, 0 for the outermost component.</param>
    /// <exception cref="PluginFailedException">Too deep.</exception>
    public void Enter(string what, int depth)
    {
        if (depth > limits.TypeNesting)
        {
            throw TooDeep(what, depth);
        }
    }

    /// <summary>A type was stated.</summary>
    /// <exception cref="PluginFailedException">It is too deep or too large.</exception>
    public void Accept(ComponentType type)
    {
        if (type.Depth > limits.TypeNesting)
        {
            throw TooDeep("types", type.Depth);
        }

        if (type.Parts > limits.Types)
        {
            throw new PluginFailedException($"a type of more than {limits.Types} parts when each is written out ({limitsKey}.types)");
        }
    }

    /// <summary>A core module has so many functions.</summary>
    /// <exception cref="PluginFailedException">Too many.</exception>
    public void AddFunctions(int count)
    {
        _functions += count;
        if (_functions > limits.Functions)
        {
            throw new PluginFailedException($"the component has {_functions} functions or more, at most {limits.Functions} are accepted ({limitsKey}.functions)");
        }
    }

    /// <summary>A core module has a function.</summary>
    /// <param name="length">Length of its code, in bytes.</param>
    /// <param name="locals">How many local variables it has beside its parameters.</param>
    /// <exception cref="PluginFailedException">It would take too long to compile.</exception>
    public void AcceptFunction(int length, long locals)
    {
        if (length * (1 + (locals / LocalsThatDouble)) > limits.FunctionBytes)
        {
            throw new PluginFailedException(
                $"a function of {length} bytes with {locals} local variables, each of which adds a {LocalsThatDouble}th, is larger than {limits.FunctionBytes} ({limitsKey}.function_bytes)");
        }
    }

    private PluginFailedException TooDeep(string what, int depth) =>
        new($"{what} nested {depth} deep, at most {limits.TypeNesting} are accepted ({limitsKey}.type_nesting)");
}
