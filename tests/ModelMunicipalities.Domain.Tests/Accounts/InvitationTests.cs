using ModelMunicipalities.Domain.Accounts;
using ModelMunicipalities.Domain.Tests.Kit;

namespace ModelMunicipalities.Domain.Tests.Accounts;

public class InvitationTests
{
    private static readonly DateTimeOffset Sent = new(2027, 1, 1, 8, 0, 0, TimeSpan.Zero);

    [Test]
    public void Accepting_gives_the_place_that_was_offered()
    {
        var invitation = Offer();
        var (membership, refusal) = invitation.Accept(42, Sent.AddDays(1));
        refusal.ShouldBeNull();
        membership.ShouldNotBeNull();
        (
            membership.NetworkId,
            membership.PersonId,
            membership.OrganisationId,
            membership.Function,
            membership.Role,
            membership.Since,
            membership.EndedAt
        ).ShouldBe((3, 42, 9, Function.Manager, null, Sent.AddDays(1), null));
        invitation.AcceptedAt.ShouldBe(Sent.AddDays(1));
    }

    [Test]
    public void A_role_in_the_network_is_offered_without_an_organisation()
    {
        var invitation = Offer();
        (invitation.OrganisationId, invitation.Function, invitation.Role) = (null, null, NetworkRole.Observer);
        var membership = invitation.Accept(42, Sent).Membership!;
        (membership.OrganisationId, membership.Function, membership.Role).ShouldBe((null, null, NetworkRole.Observer));
    }

    [Test]
    public void It_works_once()
    {
        var invitation = Offer();
        invitation.Accept(42, Sent.AddDays(1));
        var (membership, refusal) = invitation.Accept(43, Sent.AddDays(2));
        membership.ShouldBeNull();
        new[] { refusal! }.ShouldBeRefused(RefusalKind.Conflict, "InvitationUsed");
        invitation.AcceptedAt.ShouldBe(Sent.AddDays(1));
    }

    [Test]
    public void It_works_to_the_last_moment_of_its_life_and_not_longer()
    {
        Offer().Accept(42, Sent.Add(Invitation.Lifetime).AddTicks(-1)).Refusal.ShouldBeNull();

        var late = Offer();
        var (membership, refusal) = late.Accept(42, Sent.Add(Invitation.Lifetime));
        membership.ShouldBeNull();
        new[] { refusal! }.ShouldBeRefused(RefusalKind.Conflict, "InvitationExpired");
        late.AcceptedAt.ShouldBeNull();
    }

    [Test]
    public void A_used_invitation_is_told_to_be_used_also_when_it_has_expired()
    {
        var invitation = Offer();
        invitation.Accept(42, Sent);
        invitation.Accept(42, Sent.AddYears(1)).Refusal!.Rule.ShouldBe("InvitationUsed");
    }

    [Test]
    public void Secrets_are_long_safe_in_an_address_and_never_the_same()
    {
        var tokens = Enumerable.Range(0, 1000).Select(_ => Invitation.NewToken()).ToList();
        tokens.ShouldBeUnique();
        tokens.ShouldAllBe(t => t.Length == 43 && t.All(c => char.IsAsciiLetterOrDigit(c) || c == '-' || c == '_'));
    }

    [Test]
    public void Only_a_hash_of_the_secret_is_kept()
    {
        Invitation.Hash("secret").ShouldBe("2BB80D537B1DA3E38BD30361AA855686BDE0EACD7162FEF6A25FE97BF527A25B");
        Invitation.Hash("secret").ShouldNotBe(Invitation.Hash("Secret"));
    }

    private static Invitation Offer() =>
        new()
        {
            NetworkId = 3,
            Email = "anna@hedemora.example",
            Name = "Anna",
            OrganisationId = 9,
            Function = Function.Manager,
            TokenHash = "",
            SentAt = Sent,
            ExpiresAt = Sent.Add(Invitation.Lifetime),
        };
}
