namespace WasiHal.Hosting.Wasm.Components;

/// <summary>
/// Reads a component's sections as far as needed to know what it imports and exports, and what would be dear to compile.
/// It does not validate: what it passes over is the engine's to refuse.
/// </summary>
internal static class ComponentReader
{
    /// <summary>Reads the sections of a component, after its first eight bytes.</summary>
    /// <param name="reader">The component.</param>
    /// <param name="scope">Takes what it states.</param>
    /// <param name="limits">Counts.</param>
    /// <returns>The component's type, with all that it exports.</returns>
    public static ComponentType Read(WasmReader reader, ComponentScope scope, InspectionLimits limits)
    {
        limits.Enter("components", scope.Depth);
        var type = new ComponentType(ComponentSort.Component, "component");
        while (reader.Left > 0)
        {
            var id = reader.ReadByte();
            var section = reader.ReadPart(reader.ReadU32());
            switch (id)
            {
                case 0:
                    break;
                case 1:
                    CoreModuleReader.Read(section, limits);
                    break;
                case 4:
                    scope.Define(new ComponentItem(ComponentSort.Component, ReadNested(section, scope, limits)));
                    break;
                case 2 or 3 or 5 or 6 or 7 or 8 or 10 or 11:
                    ReadEntries(ref section, id, scope, type, limits);
                    section.ExpectEnd();
                    break;
                default:
                    throw section.Damaged($"section {id} is not known");
            }
        }

        limits.Accept(type);
        return type;
    }

    private static ComponentType ReadNested(WasmReader section, ComponentScope outer, InspectionLimits limits)
    {
        ReadOnlySpan<byte> preamble = [.. "\0asm"u8, 0x0d, 0x00, 0x01, 0x00];
        foreach (var expected in preamble)
        {
            if (section.ReadByte() != expected)
            {
                throw section.Damaged("a component within does not begin as one");
            }
        }

        return Read(section, new ComponentScope(outer), limits);
    }

    private static void ReadEntries(ref WasmReader section, byte id, ComponentScope scope, ComponentType type, InspectionLimits limits)
    {
        for (var count = section.ReadCount(); count > 0; count--)
        {
            switch (id)
            {
                case 2:
                    SkipCoreInstance(ref section, limits);
                    break;
                case 3:
                    CoreTypes.SkipDefined(ref section, limits);
                    break;
                case 5:
                    scope.Define(new ComponentItem(ComponentSort.Instance, ReadInstance(ref section, scope, limits)));
                    break;
                case 6:
                    ComponentTypeReader.ReadAlias(ref section, scope, limits);
                    break;
                case 7:
                    scope.Define(new ComponentItem(ComponentSort.Type, ComponentTypeReader.Read(ref section, scope, limits)));
                    break;
                case 8:
                    ReadCanonical(ref section, scope, limits);
                    break;
                case 10:
                    ReadImport(ref section, scope, limits);
                    break;
                default:
                    ReadExport(ref section, scope, type, limits);
                    break;
            }
        }
    }

    private static void ReadImport(ref WasmReader section, ComponentScope scope, InspectionLimits limits)
    {
        limits.State();
        var name = ComponentTypeReader.ReadExternName(ref section);
        var item = ComponentTypeReader.ReadExtern(ref section, scope);
        if (item is { } known)
        {
            scope.Define(known);
        }

        if (scope.Depth == 0)
        {
            // A core module is nothing that the host gives; it stands for that as well as any component does.
            scope.Imports.Add((name, item ?? new ComponentItem(ComponentSort.Component, new ComponentType(ComponentSort.Component, "module"))));
        }
    }

    private static void ReadExport(ref WasmReader section, ComponentScope scope, ComponentType type, InspectionLimits limits)
    {
        limits.State();
        var name = ComponentTypeReader.ReadExternName(ref section);
        var item = ReadIndexed(ref section, scope);
        if (section.ReadByte() != 0x00)
        {
            item = ComponentTypeReader.ReadExtern(ref section, scope);
        }

        if (item is { } known)
        {
            scope.Define(known);
            type.Export(name, known);
        }
    }

    private static ComponentType ReadInstance(ref WasmReader section, ComponentScope scope, InspectionLimits limits)
    {
        limits.State();
        switch (section.ReadByte())
        {
            case 0x00:
                var component = scope.Find(section, ComponentSort.Component, section.ReadU32());
                for (var count = section.ReadCount(); count > 0; count--)
                {
                    section.SkipName();
                    ReadIndexed(ref section, scope);
                }

                return component.Instantiate();
            case 0x01:
                var instance = new ComponentType(ComponentSort.Instance, "instance");
                for (var count = section.ReadCount(); count > 0; count--)
                {
                    limits.State();
                    var name = ComponentTypeReader.ReadExternName(ref section);
                    if (ReadIndexed(ref section, scope) is { } item)
                    {
                        instance.Export(name, item);
                    }
                }

                limits.Accept(instance);
                return instance;
            case var form:
                throw section.Damaged($"0x{form:x2} is no form of instance");
        }
    }

    private static ComponentItem? ReadIndexed(ref WasmReader section, ComponentScope scope)
    {
        var sort = section.ReadByte();
        if (sort == 0x00)
        {
            section.ReadByte();
            section.ReadU32();
            return null;
        }

        return sort is >= 0x01 and <= 0x05
            ? new ComponentItem((ComponentSort)sort, scope.Find(section, (ComponentSort)sort, section.ReadU32()))
            : throw section.Damaged($"0x{sort:x2} is no sort");
    }

    private static void SkipCoreInstance(ref WasmReader section, InspectionLimits limits)
    {
        limits.State();
        var form = section.ReadByte();
        if (form == 0x00)
        {
            section.ReadU32();
        }
        else if (form != 0x01)
        {
            throw section.Damaged($"0x{form:x2} is no form of core instance");
        }

        for (var count = section.ReadCount(); count > 0; count--)
        {
            section.SkipName();
            section.ReadByte();
            section.ReadU32();
        }
    }

    private static void ReadCanonical(ref WasmReader section, ComponentScope scope, InspectionLimits limits)
    {
        limits.State();
        switch (section.ReadByte())
        {
            case 0x00 when section.ReadByte() == 0x00:
                section.ReadU32();
                SkipOptions(ref section);
                var type = scope.Find(section, ComponentSort.Type, section.ReadU32());

                // The engine makes code for each part of it.
                limits.State(type.Parts);
                scope.Define(type.Sort == ComponentSort.Func
                    ? new ComponentItem(ComponentSort.Func, type)
                    : throw section.Damaged("a lifted function whose type is of no function"));
                break;
            case 0x01 when section.ReadByte() == 0x00:
                limits.State(scope.Find(section, ComponentSort.Func, section.ReadU32()).Parts);
                SkipOptions(ref section);
                break;
            case 0x02 or 0x03 or 0x04:
                section.ReadU32();
                break;
            case var form:
                throw section.Damaged($"0x{form:x2} is a canonical function that plugins cannot have (asynchronous ones and threads are not supported)");
        }
    }

    private static void SkipOptions(ref WasmReader section)
    {
        for (var count = section.ReadCount(); count > 0; count--)
        {
            switch (section.ReadByte())
            {
                case 0x00 or 0x01 or 0x02:
                    break;
                case 0x03 or 0x04 or 0x05:
                    section.ReadU32();
                    break;
                case var option:
                    throw section.Damaged($"0x{option:x2} is an option that plugins cannot have");
            }
        }
    }
}
