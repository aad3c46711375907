namespace WasiHal.Hosting.Wasm.Components;

/// <summary>Reads a core module within a component as far as needed to know what it costs to compile.</summary>
internal static class CoreModuleReader
{
    private const byte Types = 1;
    private const byte Imports = 2;
    private const byte Exports = 7;
    private const byte Code = 10;
    private const byte Last = 13;

    /// <summary>Reads a module.</summary>
    /// <param name="reader">The module.</param>
    /// <param name="limits">Counts.</param>
    public static void Read(WasmReader reader, InspectionLimits limits)
    {
        ReadOnlySpan<byte> preamble = [.. "\0asm"u8, 0x01, 0x00, 0x00, 0x00];
        foreach (var expected in preamble)
        {
            if (reader.ReadByte() != expected)
            {
                throw reader.Damaged("a core module within does not begin as one");
            }
        }

        while (reader.Left > 0)
        {
            var id = reader.ReadByte();
            var section = reader.ReadPart(reader.ReadU32());
            switch (id)
            {
                case Types:
                    for (var count = section.ReadCount(); count > 0; count--)
                    {
                        CoreTypes.SkipRecursive(ref section, limits);
                    }

                    break;
                case Imports or Exports:
                    limits.State(section.ReadCount());
                    break;
                case Code:
                    ReadCode(section, limits);
                    break;
                case > Last:
                    throw section.Damaged($"section {id} of a core module is not known");
            }
        }
    }

    private static void ReadCode(WasmReader section, InspectionLimits limits)
    {
        var count = section.ReadCount();
        limits.AddFunctions(count);
        for (; count > 0; count--)
        {
            var body = section.ReadPart(section.ReadU32());
            var length = body.Left;
            var locals = 0L;
            for (var groups = body.ReadCount(); groups > 0; groups--)
            {
                locals += body.ReadU32();
                CoreTypes.SkipValue(ref body);
            }

            limits.AcceptFunction(length, locals);
        }

        section.ExpectEnd();
    }
}
