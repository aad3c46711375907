using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using WasiHal.Hosting.Storage;

namespace WasiHal.Hosting.Tests.Storage;

/// <summary>Whatever is put, read and removed in whatever order, with restarts in between, the storage is a dictionary.</summary>
public sealed class StorageModelTests
{
    private const long Quota = 400;

    private static readonly string[] Plugins = ["a", "b"];

    [Fact]
    public void AnyOperations_AgreeWithADictionary()
    {
        var key = Gen.OneOf(Gen.OneOf("k", "K", "key-1", "0._-", new string('x', 64)), Gen.String[0, 70]);
        var operation = Gen.Select(Gen.Int[0, 9], Gen.OneOf(Plugins), key, Gen.Byte.Array[0, 200]);

        operation.Array[1, 30].SampleFixed(
            operations =>
            {
                using var folder = new TemporaryFolder(inMemory: true);
                var database = Open(folder);
                var model = new Dictionary<(string, string), byte[]>();
                foreach (var (verb, plugin, name, value) in operations)
                {
                    var sut = database.For(plugin, Quota, writesPerMinute: 6000);
                    switch (verb)
                    {
                        case 0:
                            database.Dispose();
                            database = Open(folder);
                            break;
                        case < 5:
                            var used = model.Where(pair => pair.Key.Item1 == plugin && pair.Key.Item2 != name).Sum(pair => pair.Key.Item2.Length + pair.Value.Length);
                            if (Expect(IsKey(name) && used + name.Length + value.Length <= Quota, () => sut.Put(name, value)))
                            {
                                model[(plugin, name)] = value;
                            }

                            break;
                        case < 7:
                            Expect(IsKey(name), () => sut.Delete(name));
                            model.Remove((plugin, name));
                            break;
                        default:
                            Expect(IsKey(name), () => Assert.Equal(model.GetValueOrDefault((plugin, name)), sut.Get(name)));
                            break;
                    }
                }

                foreach (var ((plugin, name), value) in model)
                {
                    Assert.Equal(value, database.For(plugin, Quota, writesPerMinute: 6000).Get(name));
                }

                database.Dispose();
            },
            runs: 200);
    }

    private static bool Expect(bool accepted, Action action)
    {
        if (!accepted)
        {
            Assert.Equal(HardwareErrorKind.Invalid, Assert.Throws<HardwareException>(action).Kind);
            return false;
        }

        action();
        return true;
    }

    private static bool IsKey(string key) =>
        key.Length is >= 1 and <= 64 && key[0] != '.' && key.All(c => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '.' or '_' or '-');

    private static StorageDatabase Open(TemporaryFolder folder) =>
        new(Options.Create(new DataOptions { Directory = folder.FullPath }), TimeProvider.System, NullLogger<StorageDatabase>.Instance);
}
