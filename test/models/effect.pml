/*
 * One effect, one owner, at most two deaths, and requests that may be applied after we gave them up.
 *
 * Time is counted in ticks. A request is applied at most DEADLINE + LATE ticks after it was sent, or never. An application is seen by every
 * look from LAG ticks on, and by some looks before. The engine looks SETTLE ticks after it lost an outcome, and once more LAG ticks later.
 *
 *   CLASS     0 keyed (the server absorbs a second) · 1 marked (it can be counted) · 2 blind (it cannot be recognised)
 *   INTENT    whether an intent is durable before anything is sent
 *   SETTLE    ticks before the first look
 *   LOOKS     1 or 2
 *   RESEND    whether an unknown outcome of a blind effect is sent again
 *   OUTCOME_FIRST  whether the outcome is recorded before anything is sent
 *   BEYOND    whether a request may be applied later than was declared
 */
#ifndef DEATHS
#define DEATHS 2
#endif
#ifndef OUTCOME_FIRST
#define OUTCOME_FIRST 0
#endif
#define DEADLINE 1
#define LATE 1
#define LAG 1
#define NEVER 255
#define HORIZON 24

byte now = 0;
byte applied = 0;          /* how often the world applied it, duplicates absorbed by the server not counted */
byte appliedAt = NEVER;    /* when the first application happened */
byte due[3] = NEVER;       /* when a request on the wire will be applied at the latest; NEVER: it is not on the wire */
byte sent = 0;
byte deaths = 0;
bool intent = false, done = false, parked = false;
bool visible;

inline apply(n) {
  due[n] = NEVER;
  if
  :: CLASS == 0 && applied > 0 -> skip
  :: else ->
     applied++;
     if :: appliedAt == NEVER -> appliedAt = now :: else -> skip fi
  fi
}

/* Time passes, and what is on the wire is applied before its last moment. */
inline tick() {
  atomic {
    (now < HORIZON) ->
    if :: due[0] != NEVER && due[0] <= now -> apply(0) :: else -> skip fi;
    if :: due[1] != NEVER && due[1] <= now -> apply(1) :: else -> skip fi;
    if :: due[2] != NEVER && due[2] <= now -> apply(2) :: else -> skip fi;
    now++
  }
}

inline look() {
  atomic {
    if
    :: applied == 0 -> visible = false
    :: applied > 0 && now >= appliedAt + LAG -> visible = true
    :: applied > 0 && now < appliedAt + LAG -> visible = true
    :: applied > 0 && now < appliedAt + LAG -> visible = false
    fi
  }
}

/* The wire, which may apply a request at any moment up to its last one, or lose it. */
active proctype wire() {
  byte n;
  do
  :: atomic { due[0] != NEVER -> apply(0) }
  :: atomic { due[1] != NEVER -> apply(1) }
  :: atomic { due[2] != NEVER -> apply(2) }
  :: atomic { due[0] != NEVER -> due[0] = NEVER }
  :: atomic { due[1] != NEVER -> due[1] = NEVER }
  :: atomic { due[2] != NEVER -> due[2] = NEVER }
  :: done || parked || now == HORIZON -> break
  od
}

active proctype engine() {
  byte until, looks;
begin:
  if
  :: done || parked -> goto end
  :: else -> skip
  fi;
  if
  :: intent -> goto unknown
  :: else -> skip
  fi;
send:
#if OUTCOME_FIRST
  done = true;
  if :: deaths < DEATHS -> deaths++; goto begin :: true -> skip fi;
#endif
#if INTENT
  intent = true;
  if :: deaths < DEATHS -> deaths++; goto begin :: true -> skip fi;
#endif
  atomic {
    if
    :: sent < 3 ->
       due[sent] = now + DEADLINE + LATE + BEYOND * 4;
       sent++
    :: else -> parked = true; goto end
    fi
  };
  if :: deaths < DEATHS -> deaths++; goto begin :: true -> skip fi;
  /* The answer comes, or it does not before the deadline. */
  if
  :: atomic { due[sent - 1] == NEVER && applied > 0 -> skip };
     if :: deaths < DEATHS -> deaths++; goto begin :: true -> skip fi;
     done = true;
     goto end
  :: until = now + DEADLINE;
     do :: now < until -> tick() :: else -> break od;
     intent = true
  fi;
unknown:
  if
  :: CLASS == 2 && !RESEND -> parked = true; goto end
  :: CLASS == 2 && RESEND -> goto send
  :: else -> skip
  fi;
  until = now + SETTLE;
  do :: now < until && now < HORIZON -> tick() :: else -> break od;
  looks = 0;
  do
  :: looks < LOOKS ->
     look();
     if
     :: visible -> done = true; goto end
     :: else -> looks++
     fi;
     if
     :: looks < LOOKS ->
        until = now + LAG;
        do :: now < until && now < HORIZON -> tick() :: else -> break od
     :: else -> skip
     fi
  :: else -> break
  od;
  if :: deaths < DEATHS -> deaths++; goto begin :: true -> skip fi;
  goto send;
end:
  do :: now < HORIZON -> tick() :: else -> break od;
  assert(applied <= 1);
  assert(!done || applied == 1)
}
