using System.Security.Cryptography;
using Haneul.Kernel.Crypto;
using Haneul.Kernel.Runtime;
using Haneul.Security.Kms.Algorithms;
using Haneul.Security.Kms.Keys;

namespace Haneul.UnitTests.Kms;

public sealed class OpenedKeysTests : IDisposable
{
    private static readonly KeySpec Aes = KeyAlgorithms.Find(KeyTypes.Symmetric, KeyPurposes.SymmetricEncryption, KeyAlgorithms.Aes256Gcm)!;
    private static readonly KeySpec Ecdsa = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.EcdsaP256)!;
    private static readonly KeySpec RsaSignature = KeyAlgorithms.Find(KeyTypes.Asymmetric, KeyPurposes.Signature, KeyAlgorithms.Rsa2048)!;
    private static readonly OpenedKeyId Id = new("project", "key", 1);
    private static readonly byte[] Source = [1, 2, 3];

    private readonly RingingTime _time = new();
    private readonly OpenedKeys _keys;

    public OpenedKeysTests() => _keys = new OpenedKeys(_time, capacity: 2);

    public void Dispose() => _keys.Dispose();

    [Fact]
    public void A_key_is_given_only_for_the_bytes_the_version_and_the_kind_that_it_was_opened_for()
    {
        foreach (var (id, spec, source) in new[]
        {
            (Id, Aes, new byte[] { 1, 2, 4 }),
            (Id, Aes, [1, 2]),
            (Id, Aes, []),
            (Id, Ecdsa, Source),
            (Id with { Version = 2 }, Aes, Source),
            (Id with { KeyId = "other" }, Aes, Source),
            (Id with { ProjectId = "other" }, Aes, Source),
        })
        {
            using var keys = new OpenedKeys(_time);
            KeepAndRelease(keys, Id);
            Assert.True(IsKept(keys, Id));

            Assert.False(keys.TryHold(id, spec, source, out _));
        }
    }

    [Fact]
    public void Other_bytes_wipe_what_was_opened_from_the_former_ones()
    {
        var key = KeepAndRelease(_keys, Id);

        Assert.False(_keys.TryHold(Id, Aes, [9], out _));

        Assert.True(IsWiped(key));
        Assert.Equal(0, _keys.Count);
    }

    [Fact]
    public void A_key_is_wiped_a_minute_after_it_was_opened_though_nobody_asks_for_it()
    {
        var first = KeepAndRelease(_keys, Id);
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.True(IsKept(_keys, Id));
        var second = KeepAndRelease(_keys, Id with { Version = 2 });
        Assert.False(IsWiped(first));

        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal((true, false), (IsWiped(first), IsWiped(second)));
        _time.Advance(TimeSpan.FromSeconds(41));
        Assert.Equal((true, true), (IsWiped(first), IsWiped(second)));
        Assert.Equal(0, _keys.Count);

        var third = KeepAndRelease(_keys, Id);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(IsWiped(third));
    }

    [Fact]
    public void A_key_in_use_is_wiped_when_its_user_lets_go()
    {
        using var pair = NewPair();
        var key = KeepAndRelease(_keys, Id);
        Assert.True(_keys.TryHold(Id, Aes, Source, out var held));
        var lease = _keys.Lend(Id with { Version = 2 }, Ecdsa, Source, pair);

        _keys.Forget(Id);
        _keys.Forget(Id with { Version = 2 });

        Assert.False(_keys.TryHold(Id, Aes, Source, out _));
        Assert.Equal(SecretKey.Size, held.Bytes.Length);
        Assert.NotEmpty(lease.Key.ExportPublicKey());
        held.Release();
        lease.Dispose();
        Assert.True(IsWiped(key));
        Assert.True(IsDisposed(pair));
        Assert.False(_keys.TryTake(Id with { Version = 2 }, Ecdsa, Source, out _));
    }

    [Fact]
    public void A_pair_is_in_the_hands_of_one_caller_at_a_time()
    {
        using var pair = NewPair();
        var lease = _keys.Lend(Id, Ecdsa, Source, pair);
        Assert.False(_keys.TryTake(Id, Ecdsa, Source, out _));

        lease.Dispose();
        lease.Dispose();

        Assert.True(_keys.TryTake(Id, Ecdsa, Source, out var taken));
        Assert.Same(pair, taken.Key);
        Assert.False(_keys.TryTake(Id, Ecdsa, Source, out _));
        Assert.Throws<ObjectDisposedException>(() => lease.Key);
        taken.Dispose();
    }

    [Fact]
    public void Of_more_pairs_than_are_kept_the_rest_is_disposed()
    {
        var pairs = Enumerable.Range(0, Environment.ProcessorCount + 4).Select(_ => NewPair()).ToList();
        var leases = pairs.ConvertAll(pair => _keys.Lend(Id, Ecdsa, Source, pair));
        leases.ForEach(lease => lease.Dispose());

        Assert.Equal(Math.Max(2, Environment.ProcessorCount), pairs.Count(pair => !IsDisposed(pair)));
        _keys.Forget(Id);
        Assert.All(pairs, pair => Assert.True(IsDisposed(pair)));
    }

    [Fact]
    public void The_oldest_goes_when_there_are_too_many()
    {
        var first = KeepAndRelease(_keys, Id);
        var second = KeepAndRelease(_keys, Id with { Version = 2 });
        Assert.True(IsKept(_keys, Id));

        var third = KeepAndRelease(_keys, Id with { Version = 3 });

        Assert.Equal((true, false, false), (IsWiped(first), IsWiped(second), IsWiped(third)));
        Assert.Equal(2, _keys.Count);
    }

    [Fact]
    public void Nothing_outlives_the_end_of_the_process()
    {
        using var idle = NewPair();
        using var busy = NewPair();
        using var late = NewPair();
        var key = KeepAndRelease(_keys, Id);
        _keys.Lend(Id with { Version = 2 }, Ecdsa, Source, idle).Dispose();
        var lease = _keys.Lend(Id with { Version = 2 }, Ecdsa, Source, busy);

        _keys.Dispose();
        lease.Dispose();
        _keys.Lend(Id with { Version = 2 }, Ecdsa, Source, late).Dispose();

        Assert.Equal((true, true, true, true), (IsWiped(key), IsDisposed(idle), IsDisposed(busy), IsDisposed(late)));
        Assert.True(IsWiped(KeepAndRelease(_keys, Id)));
    }

    [Fact]
    public void Eight_threads_sign_with_one_version_while_it_is_forgotten_again_and_again()
    {
        using var material = KeyMaterial.Generate(RsaSignature, new SystemRandomSource());
        var pkcs8 = material.Span.ToArray();
        using var verifier = AsymmetricKey.FromPrivateKey(RsaSignature, pkcs8);
        using var start = new Barrier(8);
        var signatures = new string[8, 20];
        var reused = 0;

        var threads = Enumerable.Range(0, 8).Select(worker => new Thread(() =>
        {
            start.SignalAndWait();
            for (var round = 0; round < 20; round++)
            {
                if (!_keys.TryTake(Id, RsaSignature, Source, out var lease))
                {
                    lease = _keys.Lend(Id, RsaSignature, Source, AsymmetricKey.FromPrivateKey(RsaSignature, pkcs8));
                }
                else
                {
                    Interlocked.Increment(ref reused);
                }

                using (lease)
                {
                    signatures[worker, round] = Signer.Sign(lease.Key, [(byte)worker, (byte)round]);
                }

                if (worker == 0 && round % 5 == 4)
                {
                    _keys.Forget(Id);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        for (var worker = 0; worker < 8; worker++)
        {
            for (var round = 0; round < 20; round++)
            {
                Assert.True(Signer.Verify(verifier, [(byte)worker, (byte)round], signatures[worker, round]));
            }
        }

        Assert.NotEqual(0, reused);
    }

    private static AsymmetricKey NewPair()
    {
        using var material = KeyMaterial.Generate(Ecdsa, new SystemRandomSource());
        return AsymmetricKey.FromPrivateKey(Ecdsa, material.Span);
    }

    /// <summary>Opens, keeps and lets go of a key, as a call does.</summary>
    private static SecretKey KeepAndRelease(OpenedKeys keys, OpenedKeyId id)
    {
        var key = new SecretKey(new byte[SecretKey.Size]);
        keys.Keep(id, Aes, Source, key);
        key.Release();
        return key;
    }

    private static bool IsKept(OpenedKeys keys, OpenedKeyId id)
    {
        if (!keys.TryHold(id, Aes, Source, out var key))
        {
            return false;
        }

        key.Release();
        return true;
    }

    private static bool IsWiped(SecretKey key)
    {
        if (!key.TryHold())
        {
            return true;
        }

        key.Release();
        return false;
    }

    private static bool IsDisposed(AsymmetricKey key)
    {
        try
        {
            key.ExportPublicKey();
            return false;
        }
        catch (Exception gone) when (gone is ObjectDisposedException or CryptographicException)
        {
            return true;
        }
    }

    /// <summary>A clock that a test moves, with the one timer that it needs.</summary>
    private sealed class RingingTime : TimeProvider, ITimer
    {
        private TimerCallback _callback = static _ => { };
        private object? _state;
        private TimeSpan _now;
        private TimeSpan? _due;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            (_callback, _state) = (callback, state);
            Change(dueTime, period);
            return this;
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : _now + dueTime;
            return true;
        }

        public void Advance(TimeSpan by)
        {
            var end = _now + by;
            while (_due is { } due && due <= end)
            {
                (_now, _due) = (due, null);
                _callback(_state);
            }

            _now = end;
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
