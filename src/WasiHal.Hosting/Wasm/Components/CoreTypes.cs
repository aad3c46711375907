namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Steps over the types of core WebAssembly: a component states them between its own types, without a length.</summary>
internal static class CoreTypes
{
    private const byte Func = 0x60;
    private const byte Struct = 0x5f;
    private const byte Array = 0x5e;
    private const byte Sub = 0x50;
    private const byte SubFinal = 0x4f;
    private const byte Rec = 0x4e;

    /// <summary>Steps over an entry of a component's section of core types.</summary>
    public static void SkipDefined(ref WasmReader reader, InspectionLimits limits)
    {
        limits.State();
        switch (reader.ReadByte())
        {
            case Sub:
                SkipModuleType(ref reader, limits);
                break;
            case 0x00 when reader.ReadByte() == Sub:
                SkipSub(ref reader);
                break;
            case var form:
                SkipRecursive(ref reader, form, limits);
                break;
        }
    }

    /// <summary>Steps over an entry of a module's section of types.</summary>
    public static void SkipRecursive(ref WasmReader reader, InspectionLimits limits)
    {
        limits.State();
        SkipRecursive(ref reader, reader.ReadByte(), limits);
    }

    /// <summary>Steps over the type of an import or export.</summary>
    public static void SkipExtern(ref WasmReader reader)
    {
        switch (reader.ReadByte())
        {
            case 0x00:
                reader.ReadU32();
                break;
            case 0x01:
                SkipValue(ref reader);
                SkipLimits(ref reader);
                break;
            case 0x02:
                SkipLimits(ref reader);
                break;
            case 0x03:
                SkipValue(ref reader);
                reader.ReadByte();
                break;
            case 0x04:
                reader.ReadByte();
                reader.ReadU32();
                break;
            case var kind:
                throw reader.Damaged($"0x{kind:x2} is no kind of import");
        }
    }

    /// <summary>Steps over the type of a value.</summary>
    public static void SkipValue(ref WasmReader reader)
    {
        if (reader.ReadByte() is 0x63 or 0x64)
        {
            reader.ReadS33();
        }
    }

    private static void SkipRecursive(ref WasmReader reader, byte form, InspectionLimits limits)
    {
        if (form != Rec)
        {
            SkipSubType(ref reader, form);
            return;
        }

        var count = reader.ReadCount();
        limits.State(count);
        for (; count > 0; count--)
        {
            SkipSubType(ref reader, reader.ReadByte());
        }
    }

    private static void SkipSubType(ref WasmReader reader, byte form)
    {
        if (form is Sub or SubFinal)
        {
            SkipSub(ref reader);
        }
        else
        {
            SkipComposite(ref reader, form);
        }
    }

    private static void SkipSub(ref WasmReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            reader.ReadU32();
        }

        SkipComposite(ref reader, reader.ReadByte());
    }

    private static void SkipComposite(ref WasmReader reader, byte form)
    {
        switch (form)
        {
            case Func:
                SkipValues(ref reader);
                SkipValues(ref reader);
                break;
            case Struct:
                for (var count = reader.ReadCount(); count > 0; count--)
                {
                    SkipField(ref reader);
                }

                break;
            case Array:
                SkipField(ref reader);
                break;
            default:
                throw reader.Damaged($"0x{form:x2} is no core type");
        }
    }

    private static void SkipField(ref WasmReader reader)
    {
        // Packed i8 and i16 are one byte as well.
        SkipValue(ref reader);
        reader.ReadByte();
    }

    private static void SkipValues(ref WasmReader reader)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            SkipValue(ref reader);
        }
    }

    private static void SkipLimits(ref WasmReader reader)
    {
        var flags = reader.ReadByte();
        SkipLong(ref reader);
        if ((flags & 0x01) != 0)
        {
            SkipLong(ref reader);
        }

        if ((flags & 0x08) != 0)
        {
            reader.ReadU32();
        }
    }

    // 64 bits where the memory's addresses have them.
    private static void SkipLong(ref WasmReader reader)
    {
        while (reader.ReadByte() >= 0x80)
        {
        }
    }

    private static void SkipModuleType(ref WasmReader reader, InspectionLimits limits)
    {
        for (var count = reader.ReadCount(); count > 0; count--)
        {
            limits.State();
            switch (reader.ReadByte())
            {
                case 0x00:
                    reader.SkipName();
                    reader.SkipName();
                    SkipExtern(ref reader);
                    break;
                case 0x01:
                    SkipRecursive(ref reader, limits);
                    break;
                case 0x02:
                    reader.ReadByte();
                    if (reader.ReadByte() != 0x01)
                    {
                        throw reader.Damaged("an alias in a module type that is no alias of an outer type");
                    }

                    reader.ReadU32();
                    reader.ReadU32();
                    break;
                case 0x03:
                    reader.SkipName();
                    SkipExtern(ref reader);
                    break;
                case var kind:
                    throw reader.Damaged($"0x{kind:x2} is no part of a module type");
            }
        }
    }
}
