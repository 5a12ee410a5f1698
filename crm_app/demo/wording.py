"""The sentences of the demo's papers."""

DELIVERY = (
    "We deliver in one consignment within six weeks of your order, on pallets, insured to your door. "
    "Lamps are packed singly in cardboard without plastic; the cartons carry article number and room, "
    "so that the fitters find what they need on the right floor. A sample of every finish travels "
    "ahead by parcel and is yours to keep."
)
OFFER_TERMS = (
    "Prices hold for eight weeks and do not include tax.",
    "Payment within thirty days of delivery; two per cent off within ten.",
    "Special colours cannot be returned. Everything else can, for a month, if it has not been mounted.",
    "We keep spare parts for every lamp for at least twenty years after it has left the catalogue.",
    "Should a lamp fail within five years, we repair or replace it, whoever mounted it.",
)
CLAUSES = (
    (
        "What this is about",
        "The parties agree on terms for all orders of the coming three years, so that single orders "
        "need no more than an article number and a quantity. Nobody is obliged to order or to accept "
        "an order.",
    ),
    (
        "Prices",
        "The price list of the year applies, less the discount agreed in writing. A new list is sent "
        "two months before it takes effect. Orders placed before that day are delivered at the old "
        "prices.",
    ),
    (
        "Delivery",
        "Goods leave within six weeks of the order. If it will be later, we say so within a week of "
        "the order and name the day. After the second delay for the same order the customer may "
        "withdraw without giving reasons.",
    ),
    (
        "Samples",
        "One sample of every new finish is free of charge. Samples for a project beyond that are lent "
        "for eight weeks and charged only if they do not come back.",
    ),
    (
        "Quality",
        "Every lamp is switched on, dimmed and switched off before it is packed. Measurements of "
        "flicker, temperature and colour are kept by batch and sent on request within two working "
        "days.",
    ),
    (
        "Drawings and pictures",
        "Drawings may be passed on to planners and builders of the project. Pictures of finished "
        "rooms may be shown by both parties, with the names of the architect and the photographer.",
    ),
    (
        "Repairs",
        "Repairs are made in our own workshop. What is repaired comes back within three weeks; the "
        "customer may borrow a replacement for that time. Spare parts are available for twenty years.",
    ),
    (
        "End",
        "Either party may end this agreement in writing at the end of a quarter. Orders under way are "
        "completed as agreed. What was learnt about the other's business stays confidential after the "
        "end.",
    ),
)
POINTS = (
    "Samples of brass and smoked oak left with them, to be returned by the end of the month.",
    "Dimming has to go down to one per cent without flicker. Laboratory to confirm with the 120 W driver.",
    "They like the 48 cm shade over the long table; 32 cm over the counter.",
    "Ceiling is concrete, no more than two holes per canopy. Five lamps per canopy is fine.",
    "Wants the cables in the colour of the wall, not of the lamp. Sending the card with forty colours.",
    "Delivery in two parts would help: ground floor first, upper floors three weeks later.",
    "Asked who repairs the lamps when we are no longer there. Told them about the workshop and the "
    "spare parts.",
    "Budget is settled, the decision is with both partners. They meet on the first Monday of the month.",
    "Photographs of the finished rooms: yes, after the opening, and with their own photographer's name.",
    "Electrician is on site from the ninth. He would like the mounting sheet on paper.",
)
TODO = (
    "send the revised offer",
    "order the colour card",
    "call the laboratory about the flicker test",
    "ask for the ceiling plan",
    "book the pallet space",
)
