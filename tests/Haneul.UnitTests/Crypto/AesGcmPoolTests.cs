using System.Buffers.Binary;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;

namespace Haneul.UnitTests.Crypto;

public sealed class AesGcmPoolTests
{
    private const int Workers = 8;

    private static readonly SystemRandomSource Random = new();

    [Fact]
    public void Eight_threads_on_one_pool_never_fail_and_never_read_a_wrong_plaintext()
    {
        const int operations = 20_000;
        using var pool = NewPool();
        using var start = new Barrier(Workers);
        var failures = 0;
        var wrong = 0;

        var threads = Enumerable.Range(0, Workers).Select(worker => new Thread(() =>
        {
            var plaintext = new byte[256];
            var ciphertext = new byte[256];
            var opened = new byte[256];
            Span<byte> nonce = stackalloc byte[AesGcmPool.NonceSize];
            Span<byte> tag = stackalloc byte[AesGcmPool.TagSize];
            nonce.Clear();
            start.SignalAndWait();
            for (var operation = 0; operation < operations; operation++)
            {
                // A value of its own for each worker and operation: another one's plaintext would show.
                plaintext.AsSpan().Fill((byte)((worker * 31) + operation));
                BinaryPrimitives.WriteInt32LittleEndian(nonce, worker);
                BinaryPrimitives.WriteInt32LittleEndian(nonce[4..], operation);
                try
                {
                    pool.Encrypt(nonce, plaintext, ciphertext, tag, nonce);
                    if (!pool.TryDecrypt(nonce, ciphertext, tag, opened, nonce))
                    {
                        Interlocked.Increment(ref failures);
                    }
                    else if (!opened.AsSpan().SequenceEqual(plaintext))
                    {
                        Interlocked.Increment(ref wrong);
                    }
                }
#pragma warning disable CA1031 // Whatever a shared instance throws counts.
                catch (Exception)
                {
                    Interlocked.Increment(ref failures);
                }
#pragma warning restore CA1031
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal((0, 0), (failures, wrong));
    }

    [Fact]
    public void A_message_that_was_changed_does_not_decrypt_and_leaves_no_plaintext()
    {
        using var pool = NewPool();
        var (nonce, ciphertext, tag) = (new byte[AesGcmPool.NonceSize], new byte[32], new byte[AesGcmPool.TagSize]);
        pool.Encrypt(nonce, new byte[32], ciphertext, tag, [1]);
        var opened = new byte[32];
        opened.AsSpan().Fill(0xAA);

        Assert.False(pool.TryDecrypt(nonce, ciphertext, tag, opened, [2]));

        Assert.Equal(new byte[32], opened);
        Assert.True(pool.TryDecrypt(nonce, ciphertext, tag, opened, [1]));
    }

    [Fact]
    public void A_disposed_pool_refuses_to_encrypt()
    {
        var pool = NewPool();
        pool.Encrypt(new byte[AesGcmPool.NonceSize], [1], new byte[1], new byte[AesGcmPool.TagSize], []);
        pool.Dispose();

        Assert.Throws<ObjectDisposedException>(
            () => pool.Encrypt(new byte[AesGcmPool.NonceSize], [1], new byte[1], new byte[AesGcmPool.TagSize], []));
    }

    [Fact]
    public void A_warm_pool_allocates_nothing()
    {
        using var pool = NewPool();
        var (nonce, plaintext, ciphertext, tag) = (new byte[AesGcmPool.NonceSize], new byte[64], new byte[64], new byte[AesGcmPool.TagSize]);
        pool.Encrypt(nonce, plaintext, ciphertext, tag, []);
        pool.TryDecrypt(nonce, ciphertext, tag, plaintext, []);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 100; round++)
        {
            pool.TryDecrypt(nonce, ciphertext, tag, plaintext, []);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Keys_have_32_bytes() => Assert.Throws<ArgumentException>(() => new AesGcmPool(new byte[16]));

    private static AesGcmPool NewPool()
    {
        var key = new byte[AesGcmPool.KeySize];
        Random.Fill(key);
        return new AesGcmPool(key);
    }
}
