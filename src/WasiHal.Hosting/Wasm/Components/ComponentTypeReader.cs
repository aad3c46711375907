namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Reads the types of a component: values, functions, interfaces, components.</summary>
internal static class ComponentTypeReader
{
    private static readonly ComponentType Resource = new(ComponentSort.Type, "resource") { IsResource = true };

    private static readonly Dictionary<byte, ComponentType> Scalars = new()
    {
        [0x7f] = Scalar("bool"),
        [0x7e] = Scalar("s8"),
        [0x7d] = Scalar("u8"),
        [0x7c] = Scalar("s16"),
        [0x7b] = Scalar("u16"),
        [0x7a] = Scalar("s32"),
        [0x79] = Scalar("u32"),
        [0x78] = Scalar("s64"),
        [0x77] = Scalar("u64"),
        [0x76] = Scalar("f32"),
        [0x75] = Scalar("f64"),
        [0x74] = Scalar("char"),
        [0x73] = Scalar("string"),
        [0x64] = Scalar("error-context"),
    };

    /// <summary>Reads an entry of a section of types.</summary>
    public static ComponentType Read(ref WasmReader reader, ComponentScope scope, InspectionLimits limits)
    {
        limits.State();
        var type = ReadDefined(ref reader, scope, limits);
        limits.Accept(type);
        return type;
    }

    /// <summary>Reads what an import or export is.</summary>
    /// <returns>Null for a core module, which has an index space of its own.</returns>
    public static ComponentItem? ReadExtern(ref WasmReader reader, ComponentScope scope)
    {
        var sort = reader.ReadByte();
        switch (sort)
        {
            case 0x00 when reader.ReadByte() == 0x11:
                reader.ReadU32();
                return null;
            case 0x03:
                return new ComponentItem(ComponentSort.Type, reader.ReadByte() switch
                {
                    0x00 => scope.Find(reader, ComponentSort.Type, reader.ReadU32()),
                    0x01 => Resource,
                    var bound => throw reader.Damaged($"0x{bound:x2} is no bound of a type"),
                });
            case 0x01 or 0x04 or 0x05:
                var type = scope.Find(reader, ComponentSort.Type, reader.ReadU32());
                return type.Sort == (ComponentSort)sort
                    ? new ComponentItem(type.Sort, type)
                    : throw reader.Damaged($"a type of another sort than {((ComponentSort)sort).ToString().ToLowerInvariant()}");
            default:
                throw reader.Damaged($"0x{sort:x2} is no sort of import or export");
        }
    }

    /// <summary>Reads the name of an import or export.</summary>
    public static string ReadExternName(ref WasmReader reader)
    {
        // The two forms mean the same; a third, with attributes, the engine does not take.
        var form = reader.ReadByte();
        return form <= 0x01 ? reader.ReadName() : throw reader.Damaged($"0x{form:x2} is no form of name");
    }

    /// <summary>Reads an alias and gives it its index.</summary>
    public static void ReadAlias(ref WasmReader reader, ComponentScope scope, InspectionLimits limits)
    {
        limits.State();
        var sort = reader.ReadByte();
        if (sort == 0x00)
        {
            reader.ReadByte();
        }

        switch (reader.ReadByte())
        {
            case 0x00:
                var instance = scope.Find(reader, ComponentSort.Instance, reader.ReadU32());
                var name = reader.ReadName();
                if (sort != 0x00)
                {
                    scope.Define(instance.Exports.TryGetValue(name, out var item) && item.Sort == (ComponentSort)sort
                        ? item
                        : throw reader.Damaged($"an alias of '{name}', which an instance does not have"));
                }

                break;
            case 0x01 when sort == 0x00:
                reader.ReadU32();
                reader.SkipName();
                break;
            case 0x02:
                var outer = scope.Outer(reader, reader.ReadU32());
                var index = reader.ReadU32();
                if (sort != 0x00)
                {
                    var found = outer.Find(reader, (ComponentSort)sort, index);
                    scope.Define(new ComponentItem((ComponentSort)sort, found));
                }

                break;
            case var target:
                throw reader.Damaged($"0x{target:x2} is no target of an alias");
        }
    }

    private static ComponentType Scalar(string word) => new(ComponentSort.Value, word);

    private static ComponentType ReadDefined(ref WasmReader reader, ComponentScope scope, InspectionLimits limits)
    {
        var form = reader.ReadByte();
        if (Scalars.TryGetValue(form, out var scalar))
        {
            return scalar;
        }

        var type = form switch
        {
            0x72 => new ComponentType(ComponentSort.Value, "record"),
            0x71 => new ComponentType(ComponentSort.Value, "variant"),
            0x70 or 0x67 => new ComponentType(ComponentSort.Value, "list"),
            0x6f => new ComponentType(ComponentSort.Value, "tuple"),
            0x6e => new ComponentType(ComponentSort.Value, "flags"),
            0x6d => new ComponentType(ComponentSort.Value, "enum"),
            0x6b => new ComponentType(ComponentSort.Value, "option"),
            0x6a => new ComponentType(ComponentSort.Value, "result"),
            0x69 => new ComponentType(ComponentSort.Value, "own"),
            0x68 => new ComponentType(ComponentSort.Value, "borrow"),
            0x66 => new ComponentType(ComponentSort.Value, "stream"),
            0x65 => new ComponentType(ComponentSort.Value, "future"),
            0x40 => new ComponentType(ComponentSort.Func, ""),
            0x41 => new ComponentType(ComponentSort.Component, "component"),
            0x42 => new ComponentType(ComponentSort.Instance, "instance"),
            0x3f => new ComponentType(ComponentSort.Type, "resource") { IsResource = true },
            _ => throw reader.Damaged($"0x{form:x2} is no form of type that is known"),
        };
        switch (form)
        {
            case 0x72 or 0x71 or 0x6f or 0x6e or 0x6d:
                ReadMembers(ref reader, scope, type, form);
                break;
            case 0x70 or 0x6b:
                type.Add(null, ReadValue(ref reader, scope));
                break;
            case 0x67:
                type.Add(null, ReadValue(ref reader, scope));
                type.Add(reader.ReadU32().ToString(System.Globalization.CultureInfo.InvariantCulture), null);
                break;
            case 0x6a:
                type.Add(null, ReadOptional(ref reader, scope));
                type.Add(null, ReadOptional(ref reader, scope));
                break;
            case 0x66 or 0x65:
                type.Add(null, ReadOptional(ref reader, scope));
                break;
            case 0x69 or 0x68:
                type.Add(null, scope.Find(reader, ComponentSort.Type, reader.ReadU32()));
                break;
            case 0x40:
                ReadFunction(ref reader, scope, type);
                break;
            case 0x41 or 0x42:
                ReadDeclarations(ref reader, scope, type, limits);
                break;
            default:
                ReadResource(ref reader);
                break;
        }

        return type;
    }

    private static void ReadMembers(ref WasmReader reader, ComponentScope scope, ComponentType type, byte form)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            var label = form == 0x6f ? null : reader.ReadName();
            type.Add(label, form switch
            {
                0x72 or 0x6f => ReadValue(ref reader, scope),
                0x71 => ReadOptional(ref reader, scope),
                _ => null,
            });
            if (form == 0x71 && reader.ReadByte() != 0x00)
            {
                throw reader.Damaged("a case that refines another");
            }
        }
    }

    private static void ReadFunction(ref WasmReader reader, ComponentScope scope, ComponentType type)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            reader.SkipName();
            type.Add(null, ReadValue(ref reader, scope));
        }

        switch (reader.ReadByte())
        {
            case 0x00:
                type.Return(ReadValue(ref reader, scope));
                break;
            case 0x01 when reader.ReadByte() == 0x00:
                break;
            default:
                throw reader.Damaged("a function with several results");
        }
    }

    // The declarations of an interface, or of a component, which has imports beside.
    private static void ReadDeclarations(ref WasmReader reader, ComponentScope outer, ComponentType type, InspectionLimits limits)
    {
        var scope = new ComponentScope(outer);
        limits.Enter("types", scope.Depth);
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            switch (reader.ReadByte())
            {
                case 0x00:
                    CoreTypes.SkipDefined(ref reader, limits);
                    break;
                case 0x01:
                    scope.Define(new ComponentItem(ComponentSort.Type, Read(ref reader, scope, limits)));
                    break;
                case 0x02:
                    ReadAlias(ref reader, scope, limits);
                    break;
                case 0x03 when type.Sort == ComponentSort.Component:
                    limits.State();
                    ReadExternName(ref reader);
                    if (ReadExtern(ref reader, scope) is { } import)
                    {
                        scope.Define(import);
                    }

                    break;
                case 0x04:
                    limits.State();
                    var name = ReadExternName(ref reader);
                    if (ReadExtern(ref reader, scope) is { } export)
                    {
                        scope.Define(export);
                        type.Export(name, export);
                    }

                    break;
                case var kind:
                    throw reader.Damaged($"0x{kind:x2} is no declaration of a type");
            }
        }
    }

    private static void ReadResource(ref WasmReader reader)
    {
        reader.ReadByte();
        if (reader.ReadByte() != 0x00)
        {
            reader.ReadU32();
        }
    }

    private static ComponentType? ReadOptional(ref WasmReader reader, ComponentScope scope) => reader.ReadByte() switch
    {
        0x00 => null,
        0x01 => ReadValue(ref reader, scope),
        var present => throw reader.Damaged($"0x{present:x2} is neither present nor absent"),
    };

    private static ComponentType ReadValue(ref WasmReader reader, ComponentScope scope)
    {
        var number = reader.ReadS33();
        if (number >= 0)
        {
            return scope.Find(reader, ComponentSort.Type, (uint)number) is { Sort: ComponentSort.Value } type
                ? type
                : throw reader.Damaged($"type {number} is not the type of a value");
        }

        return number >= -64 && Scalars.TryGetValue((byte)(number & 0x7f), out var scalar)
            ? scalar
            : throw reader.Damaged($"{number} is no type");
    }
}
