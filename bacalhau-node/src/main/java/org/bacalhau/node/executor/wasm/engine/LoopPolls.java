package org.bacalhau.node.executor.wasm.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Makes the inner loops of compiled modules look for an interrupt every so many rounds instead of in each. Without state.
 *
 * <p>The runtime compiles a poll into each backward jump. It reads a volatile field, after which the JVM's compiler must
 * read the linear memory's fields anew and can move no check out of the loop. A loop without other loops and calls in it
 * becomes two, the inner one without a poll:
 *
 * <pre>
 * head: body; poll; goto head      becomes      head: left = ROUNDS;
 *                                               inner: body; if (--left &gt; 0) goto inner; poll; goto head
 * </pre>
 *
 * <p>The rounds follow from the body's length, so that at most {@link #INSTRUCTIONS_BETWEEN_POLLS} instructions run without
 * a poll, whether the JVM compiles or interprets them. Loops around other loops poll in each round, else the rounds would
 * multiply; so do loops with instructions that may take long by themselves, like those that fill a table.
 */
final class LoopPolls extends MethodNode {
    /** Interpreted, they take some milliseconds; a stop must take effect within 100. */
    private static final int INSTRUCTIONS_BETWEEN_POLLS = 32_768;

    private static final int LONGEST_METHOD = 8_000; // the JVM leaves longer ones to its interpreter
    private static final String FUNCTION_PREFIX = "func_";
    private static final String POLL = "checkInterruption";
    private static final String ARITHMETIC = "com/dylibso/chicory/runtime/OpcodeImpl";
    private static final List<String> QUICK = List.of("memoryRead", "memoryWrite", "readGlobal", "writeGlobal", POLL);

    private final MethodVisitor next;

    private LoopPolls(
            int access,
            String name,
            String descriptor,
            @Nullable String signature,
            String @Nullable [] exceptions,
            MethodVisitor next) {
        super(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
        this.next = next;
    }

    /** Returns a class of a compiled module with fewer polls. */
    static byte[] thinnedOut(byte[] compiled) {
        ClassReader reader = new ClassReader(compiled);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access,
                            String name,
                            String descriptor,
                            @Nullable String signature,
                            String @Nullable [] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.startsWith(FUNCTION_PREFIX)
                                ? new LoopPolls(access, name, descriptor, signature, exceptions, next)
                                : next;
                    }
                },
                ClassReader.EXPAND_FRAMES);
        return writer.toByteArray();
    }

    @Override
    public void visitEnd() {
        if (instructions.size() <= LONGEST_METHOD) {
            List<Loop> loops = innermostLoops();
            if (!loops.isEmpty()) {
                int left = maxLocals++;
                maxStack++;
                loops.forEach(loop -> loop.split(instructions, left));
                initialize(left);
            }
        }
        accept(next);
    }

    private List<Loop> innermostLoops() {
        Map<LabelNode, Loop> loops = new HashMap<>(); // no more than the method has jumps
        TreeSet<Integer> obstacles = new TreeSet<>(); // heads of loops, and calls; no more than instructions
        for (AbstractInsnNode instruction : instructions) {
            int at = instructions.indexOf(instruction);
            if (instruction instanceof JumpInsnNode jump && instructions.indexOf(jump.label) < at) {
                int head = instructions.indexOf(jump.label);
                obstacles.add(head);
                loops.computeIfAbsent(jump.label, label -> new Loop(label, head))
                        .add(jump, at);
            } else if (instruction instanceof TableSwitchInsnNode choice) {
                Stream.concat(choice.labels.stream(), Stream.of(choice.dflt))
                        .map(instructions::indexOf)
                        .filter(target -> target < at)
                        .forEach(obstacles::add);
            } else if (instruction instanceof MethodInsnNode call && !isQuick(call)) {
                obstacles.add(at);
            }
        }
        return loops.values().stream().filter(loop -> loop.isFreeOf(obstacles)).toList();
    }

    /** Tells whether a call takes no longer than a few instructions. */
    private static boolean isQuick(MethodInsnNode call) {
        return call.owner.startsWith("java/lang/")
                || call.owner.equals(ARITHMETIC)
                || QUICK.stream().anyMatch(call.name::startsWith);
    }

    /** Declares a variable in all the method's frames, for the verifier. */
    private void initialize(int variable) {
        for (AbstractInsnNode instruction : instructions) {
            if (instruction instanceof FrameNode frame) {
                List<Object> locals = new ArrayList<>(frame.local);
                int slots = locals.stream().mapToInt(LoopPolls::slots).sum();
                for (; slots < variable; slots++) {
                    locals.add(Opcodes.TOP);
                }
                locals.add(Opcodes.INTEGER);
                frame.local = locals;
            }
        }
        InsnList zero = new InsnList();
        zero.add(new InsnNode(Opcodes.ICONST_0));
        zero.add(new VarInsnNode(Opcodes.ISTORE, variable));
        instructions.insert(zero);
    }

    private static int slots(Object type) {
        return type.equals(Opcodes.LONG) || type.equals(Opcodes.DOUBLE) ? 2 : 1;
    }

    /** A loop while its method is read. */
    private static final class Loop {
        private final LabelNode head;
        private final int start;
        private final List<JumpInsnNode> backward = new ArrayList<>(); // as many as jump to the head
        private int end;
        private boolean polls = true;

        Loop(LabelNode head, int start) {
            this.head = head;
            this.start = start;
        }

        void add(JumpInsnNode jump, int at) {
            backward.add(jump);
            end = at;
            polls &= jump.getOpcode() == Opcodes.GOTO
                    && jump.getPrevious() instanceof MethodInsnNode call
                    && call.name.equals(POLL);
        }

        boolean isFreeOf(TreeSet<Integer> obstacles) {
            Integer next = obstacles.higher(start);
            return polls && (next == null || next > end);
        }

        void split(InsnList code, int left) {
            AbstractInsnNode frame = head;
            while (!(frame instanceof FrameNode)) { // where a jump leads there is a frame
                frame = frame.getNext();
            }
            LabelNode inner = new LabelNode();
            InsnList prelude = new InsnList();
            prelude.add(new LdcInsnNode(Math.max(1, INSTRUCTIONS_BETWEEN_POLLS / (end - start))));
            prelude.add(new VarInsnNode(Opcodes.ISTORE, left));
            prelude.add(inner);
            prelude.add(frame.clone(Map.of()));
            code.insert(frame, prelude);
            for (JumpInsnNode jump : backward) {
                InsnList count = new InsnList();
                count.add(new IincInsnNode(left, -1));
                count.add(new VarInsnNode(Opcodes.ILOAD, left));
                count.add(new JumpInsnNode(Opcodes.IFGT, inner));
                code.insertBefore(jump.getPrevious(), count);
            }
        }
    }
}
